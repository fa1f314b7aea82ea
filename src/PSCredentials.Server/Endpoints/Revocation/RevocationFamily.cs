using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using PSCredentials.Server.Authentication;
using PSCredentials.Server.Hosting;

namespace PSCredentials.Server.Endpoints.Revocation;

/// <summary>
/// What certificates point to: revocation lists (RFC 5280), status answers (RFC 6960) and the certificates of issuers. Signed by themselves, for everybody, and over plain
/// HTTP too: a client that checks the server's certificate cannot fetch them over that server's TLS.
/// </summary>
internal sealed class RevocationFamily : EndpointFamily
{
    private const string ListSuffix = ".crl";
    private const string DeltaSuffix = ".delta.crl";
    private const string CertificateSuffix = ".cer";
    private const int LongestRequest = 16 * 1024;

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(string.Empty).WithMetadata(new OpenToAllAttribute(), new PlainAllowedAttribute());
        group.MapGet("/crl/{file}", ListAsync);
        group.MapPost("/ocsp", PostStatusAsync);
        group.MapGet("/ocsp/{**request}", GetStatusAsync);
        group.MapGet("/ca/{file}", CertificateAsync);
    }

    private static async Task<IResult> ListAsync(string file, IServedAuthority authority, HttpResponse response, CancellationToken cancellationToken)
    {
        bool isDelta = file.EndsWith(DeltaSuffix, StringComparison.Ordinal);
        string issuer = Key(file, isDelta ? DeltaSuffix : ListSuffix);
        RevocationList list = await authority.Revocation.GetListAsync(issuer, isDelta, cancellationToken);

        // As old as the authority lets a list be.
        response.Headers.CacheControl = "public, max-age=10";
        response.Headers.ETag = $"\"{list.Number}\"";
        response.GetTypedHeaders().LastModified = list.ThisUpdate;
        return Results.Bytes(list.Der.ToArray(), "application/pkix-crl");
    }

    private static async Task<IResult> PostStatusAsync(HttpRequest request, IServedAuthority authority, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return await AnswerAsync(authority, body.ToArray(), cancellationToken);
    }

    // RFC 6960, A.1: the request in base64, percent-encoded where that is needed.
    private static Task<FileContentHttpResult> GetStatusAsync(string request, IServedAuthority authority, CancellationToken cancellationToken)
    {
        // The server leaves encoded slashes in paths as they are.
        string text = Uri.UnescapeDataString(request);
        byte[] buffer = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return AnswerAsync(authority, Convert.TryFromBase64String(text, buffer, out int length) ? buffer.AsMemory(0, length) : default, cancellationToken);
    }

    private static async Task<FileContentHttpResult> AnswerAsync(IServedAuthority authority, ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        // What is too long is no request, and is answered as such.
        ReadOnlyMemory<byte> answer = await authority.Revocation.AnswerStatusRequestAsync(request.Length > LongestRequest ? default : request, cancellationToken);
        return TypedResults.Bytes(answer.ToArray(), "application/ocsp-response");
    }

    private static async Task<IResult> CertificateAsync(string file, IServedAuthority authority, HttpResponse response, CancellationToken cancellationToken)
    {
        string issuer = Key(file, CertificateSuffix);
        CredentialAuthorityCertificate? known = (await authority.CertificateAuthorities.ListAsync(cancellationToken))
            .FirstOrDefault(certificate => string.Equals(certificate.KeyIdentifier, issuer, StringComparison.OrdinalIgnoreCase));
        if (known is null)
        {
            throw new CredentialException(CredentialErrors.NotFound, "There is no certificate authority with this key.");
        }

        PemFields own = PemEncoding.Find(known.Pem);
        response.Headers.CacheControl = "public, max-age=300";
        return Results.Bytes(Convert.FromBase64String(known.Pem[own.Base64Data]), "application/pkix-cert");
    }

    private static string Key(string file, string suffix) =>
        file.EndsWith(suffix, StringComparison.Ordinal)
            ? file[..^suffix.Length]
            : throw new CredentialException(CredentialErrors.NotFound, "There is nothing at this path.");
}
