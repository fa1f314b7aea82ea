using System.Net;
using PSCredentials.Vendors.Http;
using PSCredentials.Vendors.Queries;

namespace PSCredentials.Vendors.F5Xc.Client;

/// <summary>Ends credentials, one as well as many.</summary>
/// <param name="authority">The authority.</param>
/// <param name="reader">Reads credentials.</param>
/// <param name="clock">The time.</param>
internal sealed class CredentialRevocation(F5XcAuthority authority, CredentialReader reader, TimeProvider clock)
{
    /// <summary>The most names that one request may have.</summary>
    private const int MostNames = 200;

    /// <summary>Ends one.</summary>
    public async Task<ApiCredential> RevokeAsync(CredentialReference reference, CancellationToken cancellation)
    {
        ReadCredential credential = (await reader.FindAsync(reference, cancellation)).InForce();
        await EndAsync(credential, false, cancellation);
        return Ended(credential);
    }

    /// <summary>Ends what was read.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="mayBeEnded">Whether an earlier request of ours may have ended it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CredentialException">It is not there, or not in force.</exception>
    public async Task EndAsync(ReadCredential credential, bool mayBeEnded, CancellationToken cancellation)
    {
        RemoteAnswer answer = await authority.Channel.TrySendAsync(F5XcRequests.Revoke(credential.Collection, credential.Facts.Namespace, credential.Facts.Name), cancellation);
        bool isOurDoing = (mayBeEnded || answer.MayHaveRunBefore) && answer.Status is HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.Gone;
        if (answer.IsSuccess)
        {
            F5XcAuthority.EnsureDone(answer);
        }
        else if (!isOurDoing)
        {
            throw authority.Channel.Error(answer);
        }
    }

    /// <summary>Ends many: in as few requests as the contract allows, or one after the other where the first refusal ends it.</summary>
    public async Task<IReadOnlyList<RevocationOutcome>> RevokeAllAsync(IReadOnlyList<CredentialReference> references, bool stopAtRefusal, CancellationToken cancellation)
    {
        if (stopAtRefusal || references.Count == 1)
        {
            return await OneByOneAsync(references, stopAtRefusal, cancellation);
        }

        IReadOnlyList<ReadCredential?> found = await reader.FindAllAsync(references, cancellation);
        var outcomes = new RevocationOutcome?[references.Count];
        var places = new Dictionary<(CredentialCollection Collection, string Space), OrderedDictionary<string, int>>();
        for (int i = 0; i < references.Count; i++)
        {
            if (found[i] is not { } credential)
            {
                outcomes[i] = new RevocationOutcome(references[i], null, CredentialReader.Missing(references[i]));
                continue;
            }

            var place = (credential.Collection, NameKey.Of(credential.Facts.Namespace));
            if (!places.TryGetValue(place, out OrderedDictionary<string, int>? names))
            {
                places.Add(place, names = []);
            }

            // One that is named twice is revoked when it comes again.
            if (!names.TryAdd(NameKey.Of(credential.Facts.Name), i))
            {
                outcomes[i] = new RevocationOutcome(references[i], null, new CredentialException(CredentialErrors.AlreadyRevoked, $"Credential '{credential.Facts.Name}' is revoked."));
            }
        }

        CredentialException? failure = null;
        foreach (int[] some in places.Values.SelectMany(names => names.Values.Chunk(MostNames)))
        {
            CredentialException? refusal = failure;
            try
            {
                await (failure is null ? RevokeSomeAsync(some, references, found, outcomes, cancellation) : Task.CompletedTask);
            }
            catch (CredentialException error)
            {
                refusal = error;
                failure = IsFailure(error) ? error : null;
            }

            foreach (int i in some)
            {
                outcomes[i] ??= new RevocationOutcome(references[i], null, refusal);
            }
        }

        return failure is not null && !outcomes.Any(outcome => outcome!.Credential is not null) ? throw failure : [.. outcomes.OfType<RevocationOutcome>()];
    }

    // Those of one namespace and collection. Rejoining what was stopped is safe: what is ended already is among the failed, and told as such.
    private async Task RevokeSomeAsync(
        int[] some, IReadOnlyList<CredentialReference> references, IReadOnlyList<ReadCredential?> found, RevocationOutcome?[] outcomes, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ReadCredential first = found[some[0]]!;
        if (first.Collection == CredentialCollection.ScimTokens)
        {
            outcomes[some[0]] = await OneAsync(references[some[0]], first, false, cancellation);
            return;
        }

        RemoteAnswer answer = await authority.Channel.SendAsync(
            F5XcRequests.BulkRevoke(first.Collection, first.Facts.Namespace, some.Select(i => found[i]!.Facts.Name)), cancellation);
        BulkRevokeResponse result = answer.Read<BulkRevokeResponse>();
        HashSet<string> marked = [.. (result.CredentialsMarkedForDeletion ?? []).Select(NameKey.Of)];
        foreach (int i in some.Where(i => marked.Contains(NameKey.Of(found[i]!.Facts.Name))))
        {
            outcomes[i] = new RevocationOutcome(references[i], Ended(found[i]!), null);
        }

        // One text is answered for all that failed: each is asked for its own.
        foreach (int i in some.Where(i => outcomes[i] is null))
        {
            outcomes[i] = await OneAsync(references[i], found[i]!, answer.MayHaveRunBefore, cancellation);
        }
    }

    private async Task<RevocationOutcome> OneAsync(CredentialReference reference, ReadCredential credential, bool mayBeEnded, CancellationToken cancellation)
    {
        try
        {
            await EndAsync(credential.InForce(), mayBeEnded, cancellation);
            return new RevocationOutcome(reference, Ended(credential), null);
        }
        catch (CredentialException refusal) when (!IsFailure(refusal))
        {
            return new RevocationOutcome(reference, null, refusal);
        }
    }

    private async Task<IReadOnlyList<RevocationOutcome>> OneByOneAsync(IReadOnlyList<CredentialReference> references, bool stopAtRefusal, CancellationToken cancellation)
    {
        var outcomes = new List<RevocationOutcome>(references.Count);
        foreach (CredentialReference reference in references)
        {
            try
            {
                outcomes.Add(new RevocationOutcome(reference, await RevokeAsync(reference, cancellation), null));
            }
            catch (CredentialException refusal) when (!IsFailure(refusal) || outcomes.Count > 0)
            {
                outcomes.Add(new RevocationOutcome(reference, null, refusal));
                if (stopAtRefusal)
                {
                    break;
                }
            }
        }

        return outcomes;
    }

    // Not about this credential, but about the authority or who asks it.
    private static bool IsFailure(CredentialException error) => error.Code is CredentialErrorCode.Unauthenticated or CredentialErrorCode.Unavailable
        or CredentialErrorCode.Timeout or CredentialErrorCode.RateLimited or CredentialErrorCode.Internal;

    private ApiCredential Ended(ReadCredential credential) => credential.Facts with
    {
        State = CredentialState.Revoked,
        RevokedAt = clock.GetUtcNow(),
        RevocationReason = RevocationReason.Unspecified,
    };
}
