using System.Net;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using PSCredentials.Server.Authentication;

namespace PSCredentials.Server.Endpoints.Apinizer;

/// <summary>A request for an access token with the client's own credential (RFC 6749, 4.4.2). A class, since a record would show the secret as text.</summary>
internal sealed class TokenRequest
{
    private const string ClientId = "client_id";
    private const string ClientSecret = "client_secret";

    private TokenRequest(string username, string password)
    {
        Username = username;
        Password = new SecretText(password);
    }

    /// <summary>The client.</summary>
    public string Username { get; }

    /// <summary>Its secret.</summary>
    public SecretText Password { get; }

    /// <summary>Reads a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>What it asks for.</returns>
    /// <exception cref="CredentialException">It is malformed, of another kind, or does not say who the client is.</exception>
    public static async Task<TokenRequest> ReadAsync(HttpRequest request)
    {
        IFormCollection form = await FormAsync(request);
        string grant = One(form, "grant_type") ?? throw CredentialException.Invalid("grant_type", "is required.");
        return grant == "client_credentials"
            ? Client(form, Presented.Read(request))
            : throw new CredentialException(CredentialErrors.NotSupported, "Only the grant type client_credentials is supported.");
    }

    /// <summary>The error about a client that is not known; it does not say why.</summary>
    public static CredentialException Unknown() => new(CredentialErrors.AuthenticationRequired, "Client authentication failed");

    private static async Task<IFormCollection> FormAsync(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            || !type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            throw CredentialException.Invalid("The body", "is not application/x-www-form-urlencoded.");
        }

        try
        {
            return await request.ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (InvalidDataException)
        {
            throw CredentialException.Invalid("The body", "has more or longer fields than a request for a token needs.");
        }
    }

    // RFC 6749, 2.3.1 and 5.2: one way to say who the client is, and not two.
    private static TokenRequest Client(IFormCollection form, Presented presented)
    {
        string? username = One(form, ClientId);
        string? password = One(form, ClientSecret);
        if (presented.Kind != PresentedKind.Basic)
        {
            return username is null || password is null ? throw Unknown() : new TokenRequest(username, password);
        }

        string header = Decoded(presented.Secret);
        return password is not null || (username is not null && username != header)
            ? throw CredentialException.Invalid(ClientId, "and the Authorization header both say who the client is; use one of them.")
            : new TokenRequest(header, Decoded(presented.Password));
    }

    private static string Decoded(string text) => WebUtility.UrlDecode(text);

    private static string? One(IFormCollection form, string name)
    {
        StringValues values = form[name];
        return values.Count > 1 ? throw CredentialException.Invalid(name, "is given more than once.")
            : values.Count == 1 && !string.IsNullOrEmpty(values[0]) ? values[0]
            : null;
    }
}
