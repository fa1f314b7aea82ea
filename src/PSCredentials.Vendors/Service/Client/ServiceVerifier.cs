using System.Net;
using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.Service.Client;

/// <summary>Has a service decide whether presented secrets are good.</summary>
internal sealed class ServiceVerifier(ServiceConnection connection) : ICredentialVerifier
{
    /// <inheritdoc/>
    public ValueTask<CredentialVerdict> VerifyTokenAsync(string token, IPAddress? address, CancellationToken cancellationToken) =>
        VerifyAsync(new VerifyRequest { Token = token }, address, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CredentialVerdict> VerifyCertificateAsync(ReadOnlyMemory<byte> certificate, IPAddress? address, CancellationToken cancellationToken) =>
        VerifyAsync(new VerifyRequest { Certificate = Convert.ToBase64String(certificate.Span) }, address, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CredentialVerdict> VerifyApiKeyAsync(string key, IPAddress? address, CancellationToken cancellationToken) =>
        VerifyAsync(new VerifyRequest { ApiKey = key }, address, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CredentialVerdict> VerifyPasswordAsync(string username, SecretText password, IPAddress? address, AccessTarget? resource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(password);
        ResourceWire? wanted = resource is null ? null : new ResourceWire(resource.Name, resource.Type);
        return VerifyAsync(new VerifyRequest { Username = username, Password = password.Reveal(), Resource = wanted }, address, cancellationToken);
    }

    private async ValueTask<CredentialVerdict> VerifyAsync(VerifyRequest request, IPAddress? address, CancellationToken cancellation)
    {
        RemoteRequest verify = RemoteRequest.Of(HttpMethod.Post, "v1/verify", request with { Address = address?.ToString(), Facts = true }) with { IsRepeatable = true };
        RemoteAnswer answer = await connection.Channel.SendAsync(verify, cancellation);
        VerdictWire verdict = answer.Read<VerdictWire>();

        // What says nothing must not pass for a verdict that a credential is good.
        return verdict.Valid == (verdict.Reason == VerificationReason.Valid) && (!verdict.Valid || verdict.Principal is not null)
            ? verdict.ToVerdict(connection.Authority)
            : throw answer.NotUnderstood("a verdict that contradicts itself");
    }
}
