using System.Net;
using System.Security.Cryptography;
using PSCredentials.Vendors.Service;

namespace PSCredentials.Server.Endpoints.Verification;

/// <summary>Answers with the whole verdict on what was presented to somebody else. Whoever has a credential may ask: the secret itself is the right to hear of it.</summary>
internal static class PresentedVerification
{
    /// <summary>Decides.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="body">What was presented.</param>
    /// <param name="authority">The authority.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The verdict, with status 200 whatever it says.</returns>
    public static async Task<WireResult<VerdictWire>> VerifyAsync(
        Authentication.Caller caller, Body<VerifyRequest> body, IServedAuthority authority, CancellationToken cancellationToken)
    {
        CredentialVerdict verdict = await DecideAsync(authority, body.Value, cancellationToken);
        VerdictWire answer = Describe(verdict, verdict.IsValid ? authority.Rights.Of(verdict) : EffectiveRights.None);
        return new WireResult<VerdictWire>(body.Value.Facts == true && verdict.Credential is { } credential
            ? await WithFactsAsync(answer, credential, caller.Authority, cancellationToken)
            : answer);
    }

    // What the caller may not see is left out, as a list leaves it out.
    private static async Task<VerdictWire> WithFactsAsync(VerdictWire answer, ICredential credential, ICredentialAuthority seen, CancellationToken cancellationToken)
    {
        try
        {
            return credential switch
            {
                ApiCredential { Id: var id } => answer with { ApiCredential = new ApiCredentialWire(await seen.ApiCredentials.GetAsync(CredentialReference.ById(id), cancellationToken)) },
                ApiKey { Id: var id } => answer with { ApiKey = new ApiKeyWire(await seen.ApiKeys.GetAsync(CredentialReference.ById(id), cancellationToken)) },
                ProjectCredential { Id: var id } =>
                    answer with { ProjectCredential = ProjectCredentialWire.Of(await seen.ProjectCredentials.GetAsync(CredentialReference.ById(id), cancellationToken)) },
                _ => answer,
            };
        }
        catch (CredentialException unseen) when (unseen.Code is CredentialErrorCode.NotFound or CredentialErrorCode.PermissionDenied)
        {
            return answer;
        }
    }

    private static ValueTask<CredentialVerdict> DecideAsync(IServedAuthority authority, VerifyRequest request, CancellationToken cancellationToken)
    {
        int presented = Given(request.Token) + Given(request.ApiKey) + Given(request.Certificate) + Given(request.Username);
        if (presented != 1 || (request.Username is null) != (request.Password is null))
        {
            throw CredentialException.Invalid("The body", "has to hold exactly one of token, apiKey, certificate, and username with password.");
        }

        IPAddress? address = null;
        if (request.Address is not null && !IPAddress.TryParse(request.Address, out address))
        {
            throw CredentialException.Invalid("address", "is not an IP address.");
        }

        AccessTarget? resource = request.Resource is { } wanted ? new AccessTarget(wanted.Name, wanted.Type) : null;
        return request switch
        {
            { Token: { } token } when token.Contains('.', StringComparison.Ordinal) => authority.AccessTokens.VerifyAsync(token, address, resource, cancellationToken),
            { Token: { } token } => authority.Verifier.VerifyTokenAsync(token, address, cancellationToken),
            { ApiKey: { } key } => authority.Verifier.VerifyApiKeyAsync(key, address, cancellationToken),
            { Certificate: { } certificate } => authority.Verifier.VerifyCertificateAsync(Der(certificate), address, cancellationToken),
            _ => authority.Verifier.VerifyPasswordAsync(request.Username!, new SecretText(request.Password!), address, resource, cancellationToken),
        };
    }

    private static int Given(string? value) => value is null ? 0 : 1;

    private static byte[] Der(string certificate)
    {
        try
        {
            return PemEncoding.TryFind(certificate, out PemFields fields)
                ? Convert.FromBase64String(certificate[fields.Base64Data])
                : Convert.FromBase64String(certificate);
        }
        catch (FormatException)
        {
            throw CredentialException.Invalid("certificate", "is neither PEM nor base64.");
        }
    }

    private static VerdictWire Describe(CredentialVerdict verdict, EffectiveRights effective) => new()
    {
        Valid = verdict.IsValid,
        Reason = verdict.Reason,
        Detail = verdict.Detail,
        RetryAfter = verdict.RetryAfter,
        Principal = verdict.Principal is { } principal ? new PrincipalWire(principal.Name, principal.Kind, principal.Group) : null,
        Credential = VerifiedCredentialWire.Of(verdict.Credential),
        Roles = verdict.Role.Count > 0 ? verdict.Role : null,
        Rights = verdict.IsValid ? RightWire.AllOf(verdict.Credential, effective) : null,
    };
}
