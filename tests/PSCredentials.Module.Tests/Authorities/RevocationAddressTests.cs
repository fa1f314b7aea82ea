using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Module.Tests.Authorities;

/// <summary>Where certificates say that revocation lists are served.</summary>
public sealed class RevocationAddressTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModuleSession _session = ModuleSession.Open();

    public RevocationAddressTests()
    {
        _session.Set("vault", Path.Combine(_folder.Path, "vault"));
        _ = _session.Do("Connect-CredentialAuthority $vault -Name main");
    }

    [Fact]
    public void Certificates_name_the_address_until_it_is_taken_away()
    {
        Assert.Empty(_session.Do("Set-CredentialAuthority -RevocationAddress http://pki.example.com/psc/ -WhatIf").Output);
        Assert.Null(_session.One("Get-CredentialAuthority main").Properties["RevocationAddress"].Value);

        PSObject info = _session.One("Set-CredentialAuthority -RevocationAddress http://pki.example.com/psc/ -PassThru");
        Assert.Equal("http://pki.example.com/psc", info.Text("RevocationAddress"));
        Assert.Equal("main", info.Text("Name"));
        Assert.True(HasAddress("first-one"));

        Assert.Empty(_session.Do("Get-CredentialAuthority main | Set-CredentialAuthority -NoRevocationAddress").Output);
        Assert.False(HasAddress("other-one"));
    }

    [Theory]
    [InlineData("Set-CredentialAuthority -RevocationAddress http://a.example -Protection KeyFile")]
    [InlineData("Set-CredentialAuthority -RevocationAddress http://a.example -NoRevocationAddress")]
    public void One_thing_is_changed_at_a_time(string script) =>
        Assert.StartsWith("AmbiguousParameterSet", _session.Run(script).Error.FullyQualifiedErrorId, StringComparison.Ordinal);

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    private bool HasAddress(string name)
    {
        var certificate = (X509Certificate2)_session.One($"(New-ApiCredential {name} -Type KubeConfig -Server https://k8s.example).Certificate").BaseObject;
        return certificate.Extensions.Any(extension => extension.Oid!.Value == "2.5.29.31");
    }
}
