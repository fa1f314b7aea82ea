using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.Service.Client;

/// <summary>Ends many credentials, as many in a request as the service takes, one request after the other.</summary>
internal sealed class BulkRevocation(ServiceConnection connection)
{
    // Ids stand in the query of a request.
    private const int ReadAtOnce = 200;

    /// <summary>Ends them in their order. What was ended stays so, also where it is given up between two requests.</summary>
    public async Task<IReadOnlyList<RevocationOutcome>> RevokeAsync(
        IReadOnlyList<CredentialReference> references, RevocationReason reason, bool stopAtRefusal, IApiCredentialService credentials, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(references);
        foreach (CredentialReference reference in references)
        {
            ArgumentNullException.ThrowIfNull(reference, nameof(references));
            connection.EnsureWhole(reference.VisibleIn);
        }

        var outcomes = new List<RevocationOutcome>(references.Count);
        while (outcomes.Count < references.Count)
        {
            cancellation.ThrowIfCancellationRequested();
            CredentialReference[] some = [.. references.Skip(outcomes.Count).Take(BulkRevocationWire.Most)];
            List<RevocationOutcome> done;
            try
            {
                done = await RevokeSomeAsync(some, reason, stopAtRefusal, credentials, cancellation);
            }
            catch (CredentialException failure) when (outcomes.Count > 0)
            {
                outcomes.AddRange(references.Skip(outcomes.Count).Select(reference => new RevocationOutcome(reference, null, failure)));
                return outcomes;
            }

            outcomes.AddRange(done);
            if (stopAtRefusal && outcomes[^1].Refusal is not null)
            {
                return outcomes;
            }
        }

        return outcomes;
    }

    private async Task<List<RevocationOutcome>> RevokeSomeAsync(
        CredentialReference[] references, RevocationReason reason, bool stopAtRefusal, IApiCredentialService credentials, CancellationToken cancellation)
    {
        var body = new BulkRevocationWire { Credentials = [.. references.Select(CredentialReferenceWire.Of)], Reason = reason, StopAtRefusal = stopAtRefusal ? true : null };
        RemoteRequest request = RemoteRequest.Of(HttpMethod.Post, "v1/api-credentials/revoke", body) with { IsRepeatable = references.All(one => one.ModifiedAt is null) };
        RemoteAnswer answer = await connection.Channel.SendAsync(request, cancellation);
        IReadOnlyList<RevocationOutcomeWire> answered = answer.Read<RevocationOutcomesWire>().Outcomes;
        if (answered is null || answered.Count == 0 || answered.Count > references.Length || (!stopAtRefusal && answered.Count != references.Length)
            || answered.Any(outcome => outcome is null or { Credential: null, Refusal: null }))
        {
            throw answer.NotUnderstood("other outcomes than there were revocations");
        }

        List<RevocationOutcome> outcomes = [.. answered.Select((outcome, i) => Read(answer, references[i], outcome))];
        return answer.MayHaveRunBefore ? await OwnAsync(references, outcomes, reason, credentials, cancellation) : outcomes;
    }

    // What an attempt before this one may have ended is no refusal.
    private static async Task<List<RevocationOutcome>> OwnAsync(
        CredentialReference[] references, List<RevocationOutcome> outcomes, RevocationReason reason, IApiCredentialService credentials, CancellationToken cancellation)
    {
        var known = new Dictionary<CredentialReference, ApiCredential>();
        var again = new Queue<CredentialReference>();
        bool stopped = outcomes.Count < references.Length;
        foreach (CredentialReference reference in outcomes.Where(IsEnded).Select(outcome => outcome.Reference).Concat(stopped ? references.Skip(outcomes.Count) : []))
        {
            again.Enqueue(reference);
        }

        await ReadAsync(again, known, credentials, cancellation);
        for (int i = 0; i < outcomes.Count; i++)
        {
            if (IsEnded(outcomes[i]) && known.TryGetValue(outcomes[i].Reference, out ApiCredential? own) && own.RevocationReason == reason)
            {
                outcomes[i] = outcomes[i] with { Credential = own, Refusal = null };
            }
        }

        // The service stopped at the first that it had ended itself: those behind that are ended too are told, and the next request begins after them.
        while (stopped && outcomes[^1].Refusal is null && outcomes.Count < references.Length
            && known.TryGetValue(references[outcomes.Count], out ApiCredential? next) && next.RevocationReason == reason)
        {
            outcomes.Add(new RevocationOutcome(references[outcomes.Count], next, null));
        }

        return outcomes;
    }

    private static async Task ReadAsync(
        IEnumerable<CredentialReference> references, Dictionary<CredentialReference, ApiCredential> known, IApiCredentialService credentials, CancellationToken cancellation)
    {
        foreach (CredentialReference[] some in references.Where(reference => reference.Id is not null).Chunk(ReadAtOnce))
        {
            ILookup<string, CredentialReference> byId = some.ToLookup(reference => reference.Id!, StringComparer.OrdinalIgnoreCase);
            await foreach (ApiCredential credential in credentials.ListAsync(new ApiCredentialQuery { Id = [.. byId.Select(group => group.Key)] }, cancellation))
            {
                foreach (CredentialReference reference in byId[credential.Id])
                {
                    known[reference] = credential;
                }
            }
        }

        foreach (CredentialReference reference in references.Where(reference => reference.Id is null))
        {
            try
            {
                known[reference] = await credentials.GetAsync(reference, cancellation);
            }
            catch (CredentialException gone) when (gone.Code is CredentialErrorCode.NotFound or CredentialErrorCode.InvalidArgument)
            {
                // It was not ended by us then.
            }
        }
    }

    private static bool IsEnded(RevocationOutcome outcome) => outcome.Refusal?.Definition == CredentialErrors.AlreadyRevoked;

    private RevocationOutcome Read(RemoteAnswer answer, CredentialReference reference, RevocationOutcomeWire outcome) => outcome.Refusal is { } refusal
        ? new RevocationOutcome(reference, null, ServiceErrors.Read(answer, refusal))
        : new RevocationOutcome(reference, outcome.Credential!.ToCredential(connection.Authority), null);
}
