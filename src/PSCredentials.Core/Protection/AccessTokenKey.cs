using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PSCredentials.Pki;
using PSCredentials.Storage;

namespace PSCredentials.Protection;

/// <summary>A P-256 key that signs access tokens with ES256 (RFC 7518, 3.4). Its private part is the platform's object alone.</summary>
internal sealed class AccessTokenKey : IDisposable
{
    private static readonly JsonWebTokenHandler s_handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly ECDsa _privateKey;
    private readonly SigningCredentials _credentials;
    private readonly TokenValidationParameters _validation;
    private readonly Lock _signing = new();

    private AccessTokenKey(AccessTokenKeyRecord record, string issuer, ECDsa privateKey, JsonWebKey publicKey)
    {
        Record = record;
        Issuer = issuer;
        PublicKey = publicKey;
        _privateKey = privateKey;

        // The library's cache outlives the key, so that it gets the public key alone.
        var signing = new ECDsaSecurityKey(privateKey) { KeyId = record.Id, CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } };
        _credentials = new SigningCredentials(signing, SecurityAlgorithms.EcdsaSha256);
        _validation = new TokenValidationParameters
        {
            IssuerSigningKey = publicKey,
            TryAllIssuerSigningKeys = false,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = [TokenType],
            ValidIssuer = issuer,
            ValidAudience = issuer,

            // The times are decided at each call, also for a token whose signature was verified before.
            ValidateLifetime = false,
        };
    }

    /// <summary>The <c>typ</c> of an access token (RFC 9068, 2.1).</summary>
    public const string TokenType = "at+jwt";

    /// <summary>The key as it is kept.</summary>
    public AccessTokenKeyRecord Record { get; }

    /// <summary>Who issues by it, and whom its tokens are for.</summary>
    public string Issuer { get; }

    /// <summary>The public part.</summary>
    public JsonWebKey PublicKey { get; }

    /// <summary>Makes a key, sealed for the vault.</summary>
    public static AccessTokenKeyRecord Create(VaultKeys keys, string vaultId, DateTimeOffset now, DateTimeOffset verifiesUntil)
    {
        P256PrivateKey key = P256PrivateKey.Create();
        try
        {
            string id = ReadPublic(key.SubjectPublicKeyInfo).Kid;
            return new AccessTokenKeyRecord(id, key.SubjectPublicKeyInfo, keys.SealAccessTokenKey(vaultId, id, key.Pkcs8), now, verifiesUntil);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key.Pkcs8);
        }
    }

    /// <summary>Opens a key.</summary>
    /// <exception cref="CredentialException">It is not one that this vault sealed.</exception>
    public static AccessTokenKey Open(AccessTokenKeyRecord record, VaultKeys keys, string vaultId)
    {
        byte[] pkcs8 = keys.OpenAccessTokenKey(vaultId, record.Id, record.SealedKey);
        var privateKey = ECDsa.Create();
        try
        {
            // The public part out of the sealed one: a row whose public key was exchanged verifies nothing.
            privateKey.ImportPkcs8PrivateKey(pkcs8, out _);
            return new AccessTokenKey(record, $"urn:uuid:{vaultId}", privateKey, ReadPublic(privateKey.ExportSubjectPublicKeyInfo()));
        }
        catch
        {
            privateKey.Dispose();
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    /// <summary>Signs a token.</summary>
    public string Sign(DateTimeOffset issuedAt, DateTimeOffset expiresAt, Dictionary<string, object> claims)
    {
        var descriptor = new SecurityTokenDescriptor
        {
            TokenType = TokenType,
            Issuer = Issuer,
            Audience = Issuer,
            IssuedAt = issuedAt.UtcDateTime,
            NotBefore = issuedAt.UtcDateTime,
            Expires = expiresAt.UtcDateTime,
            Claims = claims,
            SigningCredentials = _credentials,
        };

        // The platform promises nothing about one key in several threads.
        lock (_signing)
        {
            return s_handler.CreateToken(descriptor);
        }
    }

    /// <summary>Verifies a token's signature, issuer and audience.</summary>
    public async ValueTask<bool> VerifyAsync(string token) => (await s_handler.ValidateTokenAsync(token, _validation)).IsValid;

    /// <inheritdoc/>
    public void Dispose() => _privateKey.Dispose();

    private static JsonWebKey ReadPublic(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        var publicKey = new JsonWebKey
        {
            Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve,
            Use = JsonWebKeyUseNames.Sig,
            Alg = SecurityAlgorithms.EcdsaSha256,
            Crv = JsonWebKeyECTypes.P256,
            X = Base64UrlEncoder.Encode(point.X),
            Y = Base64UrlEncoder.Encode(point.Y),
        };
        publicKey.Kid = Base64UrlEncoder.Encode(publicKey.ComputeJwkThumbprint());
        return publicKey;
    }
}
