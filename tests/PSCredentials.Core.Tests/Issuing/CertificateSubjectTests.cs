namespace PSCredentials.Tests.Issuing;

/// <summary>What does not fit into a certificate's subject is refused under the name the user gave it.</summary>
public sealed class CertificateSubjectTests
{
    private static readonly KubeConfigTarget Target = new() { Server = new Uri("https://k8s.example.com:6443") };

    [Theory]
    [InlineData(CredentialType.KubeConfig, "Owner ")]
    [InlineData(CredentialType.ServiceKubeConfig, "Name ")]
    public async Task A_kubeconfig_names_the_field_that_is_too_long(CredentialType type, string field)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        var request = new ApiCredentialRequest { Name = new string('n', 65), Owner = new string('o', 65), Type = type, Target = Target };

        CredentialException refusal = await Assert.ThrowsAsync<CredentialException>(
            () => vault.Authority.ApiCredentials.CreateAsync(request, CancellationToken.None));

        Assert.Equal("InvalidArgument", refusal.ErrorId);
        Assert.StartsWith(field, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("64", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_is_too_long_is_named()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        var request = new ApiCredentialRequest
        {
            Name = "metrics-reader", Type = CredentialType.ServiceKubeConfig, Target = Target, UserGroup = [new string('g', 65)],
        };

        CredentialException refusal = await Assert.ThrowsAsync<CredentialException>(
            () => vault.Authority.ApiCredentials.CreateAsync(request, CancellationToken.None));

        Assert.StartsWith("UserGroup ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_too_long_for_a_certificate_leaves_the_subject_to_the_id()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        IssuedApiCredential issued = await vault.Authority.ApiCredentials.CreateAsync(
            new ApiCredentialRequest { Name = new string('n', 65), Type = CredentialType.ApiCertificate, Password = BundlePassword.Generate },
            CancellationToken.None);

        Assert.Equal("CN=" + issued.Id, issued.Certificate!.Subject);
    }
}
