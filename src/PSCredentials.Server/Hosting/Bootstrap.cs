using System.Security.Cryptography;

namespace PSCredentials.Server.Hosting;

/// <summary>The first owner: as long as nobody has a right, the service makes one who has them all, and a token for that one.</summary>
internal static class Bootstrap
{
    /// <summary>What the audit trail calls the service itself.</summary>
    public const string ServiceName = "service";

    private const string Namespace = "system";

    /// <summary>Makes the first owner where there is none.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="user">The owner's name.</param>
    /// <param name="keepAsync">Puts the token where it is to be found, before it is worth anything.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The token, which is shown once; null where somebody has rights already.</returns>
    public static async Task<IssuedApiCredential?> RunAsync(
        IServedAuthority authority, string user, Func<IssuedApiCredential, CancellationToken, Task> keepAsync, CancellationToken cancellationToken)
    {
        if ((await authority.Rights.ListAsync(cancellationToken)).Count > 0)
        {
            return null;
        }

        // The token first: a start that dies in between begins anew, and a token without rights opens nothing.
        IssuedApiCredential token = await authority.ApiCredentials.CreateAsync(
            new ApiCredentialRequest
            {
                Name = $"bootstrap-{RandomNumberGenerator.GetHexString(8, lowercase: true)}",
                Namespace = Namespace,
                Type = CredentialType.ApiToken,
                Owner = user,
                Description = "Made by the first start of the service.",
            },
            cancellationToken);
        await keepAsync(token, cancellationToken);
        await authority.Rights.GrantAsync(new CredentialRight { Principal = user, Role = CredentialRightRole.Owner }, cancellationToken);
        return token;
    }
}
