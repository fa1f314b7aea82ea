using System.Text;
using PSCredentials.Server.Authentication;
using PSCredentials.Server.Limits;

namespace PSCredentials.Server.Endpoints.Verification;

/// <summary>
/// Decides for a proxy whether a request may pass: nginx <c>auth_request</c>, Traefik <c>forwardAuth</c>, Envoy <c>ext_authz</c>. 200 with who it is in headers, 401 for
/// who is nobody here, 403 for who may not. Everything about the request comes from the proxy: its query names the resource, for headers of the same name a
/// client could send too.
/// </summary>
internal sealed class ForwardAuthentication(CallerAuthenticator authenticator)
{
    private const string Challenge = "Bearer, APIToken, ApiKey, Basic realm=\"PSCredentials\", charset=\"UTF-8\"";

    /// <summary>Decides.</summary>
    /// <param name="context">The request.</param>
    /// <returns>A task that completes when it is answered.</returns>
    public async Task DecideAsync(HttpContext context)
    {
        CredentialVerdict? verdict = await authenticator.VerifyAsync(context, Presented.Read(context.Request), Resource(context.Request.Query));
        HttpResponse response = context.Response;
        response.Headers.CacheControl = "no-store";
        if (verdict is { IsValid: true })
        {
            Identify(response.Headers, verdict);
        }
        else if (verdict is { Reason: VerificationReason.RateLimited, RetryAfter: { } wait })
        {
            throw RetryHint.TooMany(context, wait, "This credential is accepted no more often");
        }
        else if (verdict?.Reason is VerificationReason.AddressNotAllowed or VerificationReason.ResourceNotGranted)
        {
            response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
            response.Headers.WWWAuthenticate = Challenge;
        }
    }

    private static AccessTarget? Resource(IQueryCollection query)
    {
        string? name = query["resource"];
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        string? type = query["type"];
        return type switch
        {
            null or "" or "API_PROXY" => new AccessTarget(name),
            "API_PROXY_GROUP" => new AccessTarget(name, AccessTargetType.ApiProxyGroup),
            _ => throw CredentialException.Invalid("type", "is not a kind of resource; allowed are API_PROXY and API_PROXY_GROUP."),
        };
    }

    private static void Identify(IHeaderDictionary headers, CredentialVerdict verdict)
    {
        CredentialPrincipal principal = verdict.Principal!;
        headers["X-Credential-Principal"] = Visible(principal.Name);
        headers["X-Credential-Kind"] = principal.Kind.ToString();
        headers["X-Credential-Id"] = verdict.Credential!.Id;
        headers["X-Credential-Name"] = Visible(verdict.Credential.Name);
        if (principal.Group.Count > 0)
        {
            headers["X-Credential-Group"] = string.Join(',', principal.Group.Select(Visible));
        }

        IEnumerable<string> roles = verdict.Role.Concat(verdict.Right.Select(right => right.ToString()));
        if (roles.Any())
        {
            headers["X-Credential-Role"] = string.Join(',', roles.Select(Visible));
        }
    }

    // Names can be of any script and hold commas; what a header or its list cannot carry is percent-encoded (RFC 3986, 2.1).
    private static string Visible(string text)
    {
        if (text.All(IsPlain))
        {
            return text;
        }

        var visible = new StringBuilder();
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            _ = IsPlain((char)value) ? visible.Append((char)value) : visible.Append('%').Append(value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return visible.ToString();
    }

    private static bool IsPlain(char character) => character is >= ' ' and <= '~' and not '%' and not ',';
}
