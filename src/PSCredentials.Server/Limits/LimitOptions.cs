using PSCredentials.Server.Hosting;

namespace PSCredentials.Server.Limits;

/// <summary>How much the service takes on: the settings of the section <c>PSCredentials:Limits</c>. Where 0 is allowed, it takes the limit away.</summary>
internal sealed class LimitOptions
{
    private const int Most = 1_000_000_000;
    private const int MostSeconds = 24 * 60 * 60;

    /// <summary>How many requests an address may send in a second; IPv6 addresses of one network of 64 bits count as one.</summary>
    public int RequestsPerAddress { get; set; } = 50_000;

    /// <summary>How many requests a credential may send in a second.</summary>
    public int RequestsPerCredential { get; set; } = 50_000;

    /// <summary>How many times in a minute an address may present what is not accepted.</summary>
    public int RefusalsPerAddress { get; set; } = 600;

    /// <summary>How many requests are worked on at once; health, revocation lists and status answers do not count.</summary>
    public int ConcurrentRequests { get; set; } = 4096;

    /// <summary>How many requests more may wait for their turn.</summary>
    public int WaitingRequests { get; set; } = 4096;

    /// <summary>How many connections may be open at once.</summary>
    public int Connections { get; set; } = 10_000;

    /// <summary>How many requests of one HTTP/2 connection may be at work at once.</summary>
    public int StreamsPerConnection { get; set; } = 100;

    /// <summary>How many bytes the body of a request may have.</summary>
    public int BodyBytes { get; set; } = 64 * 1024;

    /// <summary>How many bytes the headers of a request may have in all.</summary>
    public int HeaderBytes { get; set; } = 32 * 1024;

    /// <summary>In how many seconds the headers of a request have to be there.</summary>
    public int HeaderSeconds { get; set; } = 10;

    /// <summary>How many bytes a second a body has to come and an answer has to go at least, after five seconds.</summary>
    public int LeastBytesPerSecond { get; set; } = 240;

    /// <summary>For how many seconds a connection may be idle.</summary>
    public int IdleSeconds { get; set; } = 130;

    /// <summary>For how many seconds a request may be worked on.</summary>
    public int RequestSeconds { get; set; } = 30;

    /// <summary>Refuses values that cannot be used.</summary>
    /// <exception cref="CredentialException">Names the first one.</exception>
    public void Check()
    {
        Require(nameof(RequestsPerAddress), RequestsPerAddress, 0, Most);
        Require(nameof(RequestsPerCredential), RequestsPerCredential, 0, Most);
        Require(nameof(RefusalsPerAddress), RefusalsPerAddress, 0, Most);
        Require(nameof(ConcurrentRequests), ConcurrentRequests, 0, Most);
        Require(nameof(WaitingRequests), WaitingRequests, 0, Most);
        Require(nameof(Connections), Connections, 0, Most);
        Require(nameof(StreamsPerConnection), StreamsPerConnection, 1, Most);
        Require(nameof(BodyBytes), BodyBytes, 1024, Most);
        Require(nameof(HeaderBytes), HeaderBytes, 1024, Most);
        Require(nameof(HeaderSeconds), HeaderSeconds, 1, MostSeconds);
        Require(nameof(LeastBytesPerSecond), LeastBytesPerSecond, 0, Most);
        Require(nameof(IdleSeconds), IdleSeconds, 1, MostSeconds);
        Require(nameof(RequestSeconds), RequestSeconds, 0, MostSeconds);
    }

    private static void Require(string setting, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw ServiceOptions.Fault($"{nameof(ServiceOptions.Limits)}:{setting}", $"is {value}; allowed is {least} to {most}.");
        }
    }
}
