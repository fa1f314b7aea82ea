using System.Net;
using PSCredentials.Server.Limits;

namespace PSCredentials.Server.Hosting;

/// <summary>
/// What the service can be told, in the section <c>PSCredentials</c> of appsettings.json, by environment variables (<c>PSCredentials__HttpsPort</c>) or on the
/// command line (<c>--PSCredentials:HttpsPort 8443</c>).
/// </summary>
internal sealed class ServiceOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "PSCredentials";

    private const int MostStopSeconds = 60 * 60;

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

    /// <summary>Where the token of the first owner goes.</summary>
    public BootstrapTokenPlace BootstrapToken { get; set; } = BootstrapTokenPlace.Auto;

    /// <summary>Addresses and ranges of proxies whose word on the client's address is taken.</summary>
    public string[] TrustedProxy { get; set; } = [];

    /// <summary>The header in which those proxies hand on the client's certificate; empty where they do not. From anybody else it is dropped.</summary>
    public string ClientCertificateHeader { get; set; } = string.Empty;

    /// <summary>The address at which clients reach the plain HTTP listener, for certificates to name; empty leaves what the vault keeps.</summary>
    public string RevocationAddress { get; set; } = string.Empty;

    /// <summary>The form of log lines, which go to standard error.</summary>
    public LogFormat LogFormat { get; set; } = LogFormat.Auto;

    /// <summary>Whether each request is logged: its method, route, status and duration, and who sent it.</summary>
    public bool AccessLog { get; set; }

    /// <summary>For how many seconds requests that have begun may go on when the service is told to stop.</summary>
    public int StopSeconds { get; set; } = 30;

    /// <summary>How much the service takes on.</summary>
    public LimitOptions Limits { get; set; } = new();

    /// <summary>Refuses values that cannot be used.</summary>
    /// <exception cref="CredentialException">Names the first one.</exception>
    public void Check()
    {
        CheckListeners();
        if (RevocationAddress.Length > 0 && !(Uri.TryCreate(RevocationAddress, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"))
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

        CheckProxies();
        Require(nameof(StopSeconds), StopSeconds, 0, MostStopSeconds);
        Limits.Check();
    }

    /// <summary>An error about a setting.</summary>
    public static CredentialException Fault(string setting, string fault) => CredentialException.Invalid($"{Section}:{setting}", fault);

    private static void Require(string setting, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw Fault(setting, $"is {value}; allowed is {least} to {most}.");
        }
    }

    private void CheckListeners()
    {
        Require(nameof(HttpsPort), HttpsPort, 0, IPEndPoint.MaxPort);
        Require(nameof(HttpPort), HttpPort, -1, IPEndPoint.MaxPort);
        if (HttpPort > 0 && HttpPort == HttpsPort)
        {
            throw Fault(nameof(HttpPort), "is the port of HTTPS too; give it another one, or -1 for none.");
        }

        if (ListenAddress is not ("localhost" or "*") && !IPAddress.TryParse(ListenAddress, out _))
        {
            throw Fault(nameof(ListenAddress), $"'{ListenAddress}' is not an address; allowed are an IP address, localhost and *.");
        }
    }

    private void CheckProxies()
    {
        foreach (string proxy in TrustedProxy)
        {
            if (!IPNetwork.TryParse(proxy, out _) && !IPAddress.TryParse(proxy, out _))
            {
                throw Fault(nameof(TrustedProxy), $"'{proxy}' is neither an IP address nor a range such as 10.0.0.0/8.");
            }
        }

        if (ClientCertificateHeader.Length == 0)
        {
            return;
        }

        if (TrustedProxy.Length == 0)
        {
            throw Fault(nameof(ClientCertificateHeader), "goes with TrustedProxy, which is empty: anybody could send it.");
        }

        if (!ClientCertificateHeader.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
        {
            throw Fault(nameof(ClientCertificateHeader), $"'{ClientCertificateHeader}' is not the name of a header.");
        }
    }
}

/// <summary>Where the token of the first owner goes.</summary>
internal enum BootstrapTokenPlace
{
    /// <summary>To a file under systemd, whose journal keeps what is printed; to standard output otherwise.</summary>
    Auto,

    /// <summary>To standard output.</summary>
    Print,

    /// <summary>To the file <c>bootstrap-token</c> in the vault's folder.</summary>
    File,
}

/// <summary>The form of log lines.</summary>
internal enum LogFormat
{
    /// <summary>Text on a terminal, the journal's form under systemd, JSON otherwise.</summary>
    Auto,

    /// <summary>A line of text each.</summary>
    Text,

    /// <summary>A JSON object a line.</summary>
    Json,
}
