using System.Net;

namespace PSCredentials.Server.Hosting;

/// <summary>
/// What the service can be told, in the section <c>PSCredentials</c> of appsettings.json, by environment variables (<c>PSCredentials__HttpsPort</c>) or on the
/// command line (<c>--PSCredentials:HttpsPort 8443</c>).
/// </summary>
internal sealed class ServiceOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "PSCredentials";

    /// <summary>The folder of the vault; empty takes <c>PSCREDENTIALS_HOME</c>, then the user's data folder.</summary>
    public string Path { get; set; } = string.Empty;

    /// <summary>A file whose first line is the vault's passphrase; empty where it has none.</summary>
    public string PassphraseFile { get; set; } = string.Empty;

    /// <summary>The address to listen at: an IP address, <c>localhost</c> for both loopbacks, or <c>*</c> for every one.</summary>
    public string ListenAddress { get; set; } = "localhost";

    /// <summary>The port of HTTPS; 0 takes a free one.</summary>
    public int HttpsPort { get; set; } = 8443;

    /// <summary>The port of plain HTTP, which serves revocation lists, status answers, CA certificates and health alone; 0 takes a free one, -1 none.</summary>
    public int HttpPort { get; set; } = 8080;

    /// <summary>The names and addresses in the server's certificate; empty takes those of the listening address.</summary>
    public string[] HostName { get; set; } = [];

    /// <summary>The server's certificate in PEM with its chain, or PKCS#12; empty has the authority issue one.</summary>
    public string CertificatePath { get; set; } = string.Empty;

    /// <summary>The private key of <see cref="CertificatePath"/> in PEM, where it is a file of its own.</summary>
    public string CertificateKeyPath { get; set; } = string.Empty;

    /// <summary>The owner that the first start gives the authority to.</summary>
    public string BootstrapUser { get; set; } = "admin";

    /// <summary>Addresses and ranges of proxies whose word on the client's address is taken.</summary>
    public string[] TrustedProxy { get; set; } = [];

    /// <summary>The address at which clients reach the plain HTTP listener, for certificates to name; empty leaves what the vault keeps.</summary>
    public string RevocationAddress { get; set; } = string.Empty;

    /// <summary>Refuses values that cannot be used.</summary>
    /// <exception cref="CredentialException">Names the first one.</exception>
    public void Check()
    {
        Port(nameof(HttpsPort), HttpsPort, 0);
        Port(nameof(HttpPort), HttpPort, -1);
        if (HttpPort > 0 && HttpPort == HttpsPort)
        {
            throw Fault(nameof(HttpPort), "is the port of HTTPS too; give it another one, or -1 for none.");
        }

        if (ListenAddress is not ("localhost" or "*") && !IPAddress.TryParse(ListenAddress, out _))
        {
            throw Fault(nameof(ListenAddress), $"'{ListenAddress}' is not an address; allowed are an IP address, localhost and *.");
        }

        if (RevocationAddress.Length > 0 && !Uri.TryCreate(RevocationAddress, UriKind.Absolute, out _))
        {
            throw Fault(nameof(RevocationAddress), "is not an absolute address such as http://pki.example.com:8080.");
        }

        if (string.IsNullOrWhiteSpace(BootstrapUser))
        {
            throw Fault(nameof(BootstrapUser), "is empty; the first owner needs a name.");
        }

        if (CertificateKeyPath.Length > 0 && CertificatePath.Length == 0)
        {
            throw Fault(nameof(CertificateKeyPath), "goes with CertificatePath, which is empty.");
        }

        foreach (string proxy in TrustedProxy)
        {
            if (!IPNetwork.TryParse(proxy, out _) && !IPAddress.TryParse(proxy, out _))
            {
                throw Fault(nameof(TrustedProxy), $"'{proxy}' is neither an IP address nor a range such as 10.0.0.0/8.");
            }
        }
    }

    /// <summary>An error about a setting.</summary>
    public static CredentialException Fault(string setting, string fault) => CredentialException.Invalid($"{Section}:{setting}", fault);

    private static void Port(string setting, int value, int least)
    {
        if (value < least || value > IPEndPoint.MaxPort)
        {
            throw Fault(setting, $"is {value}; allowed is {least} to {IPEndPoint.MaxPort}.");
        }
    }
}
