using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using PSCredentials.Protection;
using PSCredentials.Storage;

namespace PSCredentials.Tests.AccessTokens;

/// <summary>Grants and presents access tokens, and signs what no authority would by the vault's own key.</summary>
internal static class TokenVault
{
    public static IAccessTokenService Tokens(this SampleVault vault) => ((IServedAuthority)vault.Authority).AccessTokens;

    public static Task<AccessTokenGrant> AskAsync(this SampleVault vault, IssuedApiKey key, string? address = null) =>
        vault.Tokens().GrantForApiKeyAsync(key.GetKey(), Address(address), CancellationToken.None);

    public static async Task<string> GrantAsync(this SampleVault vault, IssuedApiKey key, string? address = null) =>
        (await vault.AskAsync(key, address)).Token!.Reveal();

    public static async Task<string> GrantAsync(this SampleVault vault, string password, string username = "api-user") =>
        (await vault.Tokens().GrantForPasswordAsync(username, new SecretText(password), null, CancellationToken.None)).Token!.Reveal();

    public static async Task<VerificationReason> PresentTokenAsync(
        this SampleVault vault, string token, string? address = null, AccessTarget? resource = null) =>
        (await vault.Tokens().VerifyAsync(token, Address(address), resource, CancellationToken.None)).Reason;

    /// <summary>Presents it until it is cached.</summary>
    public static async Task PresentOftenAsync(this SampleVault vault, string token)
    {
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(VerificationReason.Valid, await vault.PresentTokenAsync(token));
        }
    }

    public static string Encode(string text) => Base64UrlEncoder.Encode(text);

    public static string Decode(string part) => Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(part));

    /// <summary>The vault's private key, by which tests sign what the authority never would.</summary>
    public static ECDsa SigningKey(this SampleVault vault)
    {
        using StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: true);
        VaultRecord record = VaultTable.Read(connection);
        byte[] master = MasterKey.Find(record.Protection, record.Parameters, vault.Folder, null);
        VaultKeys keys = VaultKeys.Open(master, record.Id, VaultTable.Keys(connection), record.Protection);
        AccessTokenKeyRecord kept = AccessTokenKeyTable.All(connection)[0];
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(keys.OpenAccessTokenKey(record.Id, kept.Id, kept.SealedKey), out _);
        return key;
    }

    /// <summary>A token of any header and payload with a right signature.</summary>
    public static string Sign(ECDsa key, string header, string payload)
    {
        string signed = $"{Encode(header)}.{Encode(payload)}";
        return $"{signed}.{Base64UrlEncoder.Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    private static IPAddress? Address(string? address) => address is null ? null : IPAddress.Parse(address);
}
