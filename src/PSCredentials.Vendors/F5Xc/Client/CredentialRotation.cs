using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace PSCredentials.Vendors.F5Xc.Client;

/// <summary>
/// Puts a new credential in the place of an old one, which contract 1 cannot rotate: a successor with the same rights is made, then the old one is ended, at once or by its expiry. Where the
/// old one cannot be ended, the successor is, and the rotation fails as a whole.
/// </summary>
/// <param name="authority">The authority.</param>
/// <param name="reader">Reads credentials.</param>
/// <param name="issuing">Makes credentials.</param>
/// <param name="revocation">Ends credentials.</param>
/// <param name="clock">The time.</param>
internal sealed partial class CredentialRotation(
    F5XcAuthority authority, CredentialReader reader, CredentialIssuing issuing, CredentialRevocation revocation, TimeProvider clock)
{
    private const int LeastName = 6;
    private const int SuffixLength = 8;
    private const string SuffixLetters = "abcdefghijklmnopqrstuvwxyz";

    // To stop halfway would leave two secrets in force.
    private static readonly TimeSpan s_longestHandOver = TimeSpan.FromMinutes(1);

    /// <summary>Rotates a credential.</summary>
    /// <param name="reference">Which one.</param>
    /// <param name="request">How; it was checked.</param>
    /// <param name="limits">What the contract can say.</param>
    /// <param name="cancellation">Gives up before the successor is made; what comes then is brought to its end.</param>
    /// <returns>The successor, under a name of its own.</returns>
    public async Task<IssuedApiCredential> RotateAsync(CredentialReference reference, RotationRequest request, ContractLimits limits, CancellationToken cancellation)
    {
        ReadCredential old = (await reader.FindAsync(reference, cancellation)).InForce();
        EnsureSafe(old);
        DateTimeOffset now = clock.GetUtcNow();
        int? daysLeft = DaysLeft(old, request.GracePeriod, now);
        ApiCredentialRequest successor = Successor(old, request, now);
        limits.Check(successor);
        IssuedApiCredential issued = await CreateAsync(successor, cancellation);
        using var handOver = new CancellationTokenSource(s_longestHandOver, clock);
        try
        {
            await EndAsync(old, request.GracePeriod, daysLeft, handOver.Token);
        }
        catch (Exception error) when (error is CredentialException or OperationCanceledException)
        {
            throw await UndoAsync(issued, old, error);
        }

        DateTimeOffset end = daysLeft is { } days ? now + TimeSpan.FromDays(days) : old.Facts.ExpiresAt;
        return new IssuedApiCredential(
            issued with { RotatedAt = issued.CreatedAt, GracePeriodEndsAt = request.GracePeriod > TimeSpan.Zero && end > now ? end : null }, issued.GetSecret());
    }

    // A successor is in force, and has the rights of who asks for it: it must not get more than the old one had.
    private void EnsureSafe(ReadCredential old)
    {
        if (old.IsDisabled == true)
        {
            throw new CredentialException(CredentialErrors.InvalidState, $"Credential '{old.Facts.Name}' is switched off, and its successor would not be. Enable it first.");
        }

        if (old.Collection == CredentialCollection.ApiCredentials && !authority.MayBeCaller(old.Facts.Owner))
        {
            throw authority.NotSupported($"Rotating a credential of '{old.Facts.Owner}'", "the successor would carry your rights and not its owner's. Have the owner rotate it, or revoke it.");
        }
    }

    // What the old one has left where its end has to be moved; null where it ends by itself or at once.
    private int? DaysLeft(ReadCredential old, TimeSpan grace, DateTimeOffset now)
    {
        if (grace > TimeSpan.Zero && old.Collection == CredentialCollection.ScimTokens)
        {
            throw authority.NotSupported("GracePeriod of a SCIM token", "a new one ends the one before it.");
        }

        if (grace == TimeSpan.Zero || old.Facts.ExpiresAt - now <= grace)
        {
            return null;
        }

        return old.Facts.Type.IsRenewable()
            ? ExpirationDays.Whole(grace)
            : throw authority.NotSupported(
                "GracePeriod", $"the end of a credential of type {old.Facts.Type} cannot be moved. Rotate without, or make a new one and revoke '{old.Facts.Name}' later.");
    }

    private ApiCredentialRequest Successor(ReadCredential old, RotationRequest request, DateTimeOffset now)
    {
        ApiCredential facts = old.Facts;
        bool isScim = old.Collection == CredentialCollection.ScimTokens;
        TimeSpan left = facts.ExpiresAt - now;
        return new ApiCredentialRequest
        {
            Name = isScim ? string.Empty : BaseName(facts.Name),
            Namespace = facts.Namespace,
            Type = facts.Type,

            // What is left of the last day counts as a day: there is no shorter life.
            Expiry = request.Expiry ?? (left > TimeSpan.Zero ? Expiry.In(left > TimeSpan.FromDays(1) ? left : TimeSpan.FromDays(1)) : Expiry.Default),
            NamespaceRole = facts.NamespaceRole,
            UserGroup = facts.UserGroup,
            Password = request.Password,
            Target = request.Target ?? Target(facts),
        };
    }

    private static KubeConfigTarget? Target(ApiCredential facts) =>
        !facts.Type.IsKubeConfig() ? null
        : facts.ClusterName.Count + (facts.SiteName?.Length ?? 0) > 0
            ? new KubeConfigTarget { ClusterName = facts.ClusterName, ClusterNamespace = facts.ClusterNamespace, SiteName = facts.SiteName }
        : throw new CredentialException(
            CredentialErrors.ClusterRequired,
            $"{(facts.Type.IsSite() ? "SiteName" : "ClusterName")} is required: the authority does not tell where the kubeconfig of service credential '{facts.Name}' points.");

    // The vendor puts a suffix behind each name, and would put one more behind that of the old one. What takes names as they are has this one taken.
    private async Task<IssuedApiCredential> CreateAsync(ApiCredentialRequest successor, CancellationToken cancellation)
    {
        try
        {
            return await issuing.CreateAsync(successor, cancellation);
        }
        catch (CredentialException taken) when (taken.ErrorId == CredentialErrors.AlreadyExists.Id)
        {
            return await issuing.CreateAsync(successor with { Name = $"{successor.Name}-{RandomNumberGenerator.GetString(SuffixLetters, SuffixLength)}" }, cancellation);
        }
    }

    private async Task EndAsync(ReadCredential old, TimeSpan grace, int? daysLeft, CancellationToken cancellation)
    {
        // A new SCIM token ends the one before it.
        if (daysLeft is { } days)
        {
            await authority.DoAsync(F5XcRequests.Renew(old.Collection, old.Facts.Namespace, old.Facts.Name, days), cancellation);
        }
        else if (grace == TimeSpan.Zero && old.Collection != CredentialCollection.ScimTokens)
        {
            await revocation.EndAsync(old, mayBeEnded: true, cancellation);
        }
    }

    private async Task<CredentialException> UndoAsync(IssuedApiCredential issued, ReadCredential old, Exception error)
    {
        bool isRefused = error is CredentialException { Code: not (CredentialErrorCode.Unavailable or CredentialErrorCode.Timeout or CredentialErrorCode.Internal) };
        CredentialErrorDefinition definition = error is CredentialException failure ? failure.Definition : CredentialErrors.OutcomeUnknown;
        string why = $"Credential '{old.Facts.Name}' {(isRefused ? "could not be ended" : "may have been ended or not")}: {error.Message}";
        using var undoing = new CancellationTokenSource(s_longestHandOver, clock);
        try
        {
            await revocation.EndAsync(new ReadCredential(issued, false), mayBeEnded: true, undoing.Token);
            return new CredentialException(definition, $"{why} Its successor '{issued.Name}' is revoked again.", error);
        }
        catch (Exception second) when (second is CredentialException or OperationCanceledException)
        {
            return new CredentialException(definition, $"{why} Its successor '{issued.Name}' could not be revoked again; revoke it.", error);
        }
    }

    private static string BaseName(string name)
    {
        string cut = VendorSuffix().Replace(name, string.Empty);
        return cut.Length >= LeastName ? cut : name;
    }

    [GeneratedRegex("-[a-z]{8}$")]
    private static partial Regex VendorSuffix();
}
