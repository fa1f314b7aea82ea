using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PSCredentials.Module.Tests.Conformance;

[assembly: AssemblyFixture(typeof(SampleVault))]

namespace PSCredentials.Module.Tests.Conformance;

/// <summary>The vault that every scenario starts from. It is filled once; each test works on a copy of the closed files.</summary>
public sealed class SampleVault : IDisposable
{
    /// <summary>A password that scenarios give.</summary>
    internal const string Password = "chosen by the tester 93#";

    /// <summary>A passphrase that scenarios give.</summary>
    internal const string Passphrase = "sealed by the tester 57#";

    /// <summary>Fills a vault. Each of the records that commands act on has a twin of the same name elsewhere, which has to stay as it is.</summary>
    internal const string Fill = """
        $null = Connect-CredentialAuthority -Path $vault -Name main
        $issuedtoken = New-ApiCredential pay-token -Type ServiceApiToken -Namespace payments -NamespaceRole a:b
        $issuedcertificate = New-ApiCredential pay-certificate -Type ApiCertificate -Namespace payments -GeneratePassword
        $issuedconfig = New-ApiCredential pay-config -Type KubeConfig -Namespace payments -Server https://k8s.example.com:6443
        $issuedkey = New-ApiKey pay-key Editor -Workspace payments
        $null = New-ApiCredential off-token -Type ServiceApiToken -Namespace payments
        $null = New-ApiKey off-key Editor -Workspace payments
        $null = New-ApiCredential pay-token -Type ServiceApiToken -Namespace billing
        $null = New-ApiCredential off-token -Type ServiceApiToken -Namespace billing
        $null = New-ApiKey pay-key Editor -Workspace billing
        $null = New-ApiKey off-key Editor -Workspace billing
        Get-ApiCredential off-token | Disable-ApiCredential
        Get-ApiKey off-key | Disable-ApiKey
        $null = Register-CredentialCluster east https://k8s.example.com:6443
        $null = Register-CredentialCluster west https://k9s.example.com:6443
        $notification = Register-CredentialNotification pager -Command /usr/bin/env, true -Threshold 3650 -Family ApiKey -Scope payments
        $null = Register-CredentialNotification later -Command /usr/bin/env, true -Threshold 7
        $null = New-CredentialRole reader
        $null = New-CredentialProject payments
        $null = New-CredentialProject billing
        $issuedperson = New-ProjectCredential pay-person payments -GeneratePassword -Email pay@example.com -FullName 'Pay Person' -Role reader
        $null = New-ProjectCredential off-person payments -GeneratePassword -Email off@example.com -FullName 'Off Person' -Disabled
        $null = New-CredentialRole spare
        $null = New-CredentialProject spare
        $null = New-CredentialProject stage
        $null = Grant-ProjectCredentialAccess pay-person orders
        $null = [IO.Directory]::CreateDirectory("$vault/files")
        $environment = New-CredentialEnvironment test billing -Path "$vault/files/billing.htpasswd"
        $null = New-CredentialEnvironment test stage -Uri http://127.0.0.1:9/x -SigningKey $issuedperson.Password
        $null = New-ProjectCredential stage-person stage -GeneratePassword -Email stage@example.com -FullName 'Stage Person' -WarningAction Ignore
        $right = Grant-CredentialRight grace -Role Editor -Namespace payments
        $null = Grant-CredentialRight grace -Role Editor -Namespace billing
        $null = Grant-CredentialRight grace -Group -Role Editor -Namespace payments
        $connection = Save-CredentialConnection prod F5Xc https://tenant.example.com -Token $issuedtoken -OperationTimeoutSeconds 30
        $null = Save-CredentialConnection spare PSCredentials https://spare.example.com -SecretName spare
        $null = New-ApiCredential gone-token -Type ServiceApiToken -Namespace payments
        $null = New-ApiCredential gone-token -Type ServiceApiToken -Namespace billing
        $null = New-ApiKey gone-key Editor -Workspace payments
        $null = New-ApiKey gone-key Editor -Workspace billing
        $null = New-ProjectCredential gone-person payments -GeneratePassword -Email gone@example.com -FullName 'Gone Person' -Role reader
        Remove-ApiCredential gone-token* -Confirm:$false
        Remove-ApiKey gone-key* -Confirm:$false
        Remove-ProjectCredential gone-person -Confirm:$false
        $gonetoken = Get-ApiCredential gone-token -Namespace payments -Removed
        $gonekey = Get-ApiKey gone-key -Workspace payments -Removed
        $goneperson = Get-ProjectCredential gone-person -Removed
        $project = Get-CredentialProject payments
        $role = Get-CredentialRole reader
        $spareproject = Get-CredentialProject spare
        $sparerole = Get-CredentialRole spare
        $access = Get-ProjectCredentialAccess pay-person
        $deployment = Get-CredentialDeployment stage
        $person = Get-ProjectCredential pay-person
        $offperson = Get-ProjectCredential off-person
        $token = Get-ApiCredential pay-token -Namespace payments
        $offtoken = Get-ApiCredential off-token -Namespace payments
        $key = Get-ApiKey pay-key -Workspace payments
        $offkey = Get-ApiKey off-key -Workspace payments
        $cluster = Get-CredentialCluster east
        $ca = (Get-CredentialAuthority main).CertificateAuthorityPem
        Disconnect-CredentialAuthority main
        """;

    private static readonly string[] s_variables =
    [
        "issuedtoken", "issuedcertificate", "issuedconfig", "issuedkey", "issuedperson", "person", "offperson", "token", "offtoken", "key", "offkey", "cluster", "ca",
        "project", "role", "spareproject", "sparerole", "environment", "access", "deployment", "right", "connection", "notification", "gonetoken", "gonekey", "goneperson",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _files = new();
    private readonly ConcurrentBag<SampleSession> _idle = [];
    private readonly Lazy<Dictionary<string, object>> _values;

    public SampleVault() => _values = new Lazy<Dictionary<string, object>>(Make);

    internal IReadOnlyDictionary<string, object> Values => _values.Value;

    /// <summary>The secrets of what was issued into the vault.</summary>
    internal IEnumerable<string> Secrets => Values.Values.Select(PSObject.AsPSObject).SelectMany(SecretSearch.SecretsOf);

    /// <summary>A session on a copy of the vault; it goes to the next test when it is disposed of.</summary>
    internal SampleSession Rent()
    {
        if (!_idle.TryTake(out SampleSession? session))
        {
            session = new SampleSession(this);
        }

        session.Renew();
        return session;
    }

    internal void Return(SampleSession session) => _idle.Add(session);

    /// <summary>Copies the vault's files.</summary>
    internal void CopyTo(string folder)
    {
        _ = _values.Value;
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.EnumerateFiles(_folder.Path))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }

    public void Dispose()
    {
        foreach (SampleSession session in _idle)
        {
            session.End();
        }

        _folder.Dispose();
        _files.Dispose();
    }

    private string MakeCertificateRequest()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return _files.Write("request.csr", new CertificateRequest("CN=whoever", key, HashAlgorithmName.SHA256).CreateSigningRequestPem());
    }

    private Dictionary<string, object> Make()
    {
        using ModuleSession session = ModuleSession.Open();
        session.Set("vault", _folder.Path);
        _ = session.Do(Fill);
        var values = s_variables.ToDictionary(name => name, name => session.One("$" + name).BaseObject);
        values["password"] = Commands.NewApiCredentialTests.Secure(Password);
        values["account"] = new PSCredential("account-person", (System.Security.SecureString)values["password"]);
        values["request"] = MakeCertificateRequest();
        values["passphrase"] = Commands.NewApiCredentialTests.Secure(Passphrase);
        return values;
    }
}
