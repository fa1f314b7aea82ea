using System.Text.Json.Nodes;
using PSCredentials.Contract.Tests.Connections;
using PSCredentials.Contract.Tests.StandIns;
using PSCredentials.Contract.Tests.StandIns.F5Xc;
using PSCredentials.Contract.Tests.Suite.Subjects;

namespace PSCredentials.Contract.Tests.Volume;

/// <summary>Ten thousand at a time.</summary>
public sealed class TenThousandTests
{
    private const int Many = 10_000;
    private const int MostNames = 200;
    private static readonly CancellationToken s_none = CancellationToken.None;

    [Fact]
    public async Task AListFromAServiceStreamsWithFlatMemory()
    {
        await using Peer peer = await Peer.StartAsync(RemoteProvider.PSCredentials);
        await Parallel.ForAsync(0, Many, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, cancellation) =>
            await peer.Service.Authority.ApiCredentials.CreateAsync(new ApiCredentialRequest { Name = $"volume-{i:00000}", Type = CredentialType.ApiToken }, cancellation));
        await using ICredentialAuthority authority = await Remote.ConnectAsync(peer.Options);
        var query = new ApiCredentialQuery { Name = ["volume-*"] };

        // What the first list makes once for all stays out of the measure.
        await foreach (ApiCredential _ in authority.ApiCredentials.ListAsync(query with { First = 1000 }, s_none))
        {
        }

        int count = 0;
        long early = 0, late = 0;
        string before = string.Empty;
        await foreach (ApiCredential credential in authority.ApiCredentials.ListAsync(query, s_none))
        {
            Assert.True(string.CompareOrdinal(before, credential.Name) < 0, $"{credential.Name} after {before}");
            before = credential.Name;
            count++;
            if (count == Many / 10)
            {
                early = GC.GetTotalMemory(forceFullCollection: true);
            }
            else if (count == Many)
            {
                late = GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        Assert.Equal(Many, count);

        // Ten thousand that are kept are 15 MB and more.
        Assert.True(late - early < 5_000_000, $"{early} bytes were alive after a tenth of the list and {late} at its end");
    }

    [Fact]
    public async Task TenThousandAreRevokedInRequestsOfTwoHundredStoppedAndResumed()
    {
        await using Peer peer = await Peer.StartAsync(RemoteProvider.F5Xc);
        var tenant = (F5XcStandIn)peer.StandIn!;
        IReadOnlyList<string> names = tenant.Seed(Many);
        tenant.Seed(3, "bystander");
        await using ICredentialAuthority authority = await Remote.ConnectAsync(peer.Options);
        CredentialReference[] references = [.. names.Select(name => CredentialReference.ByName(name))];
        using var stop = new CancellationTokenSource();
        int bulk = 0;
        tenant.Before = (request, _) =>
        {
            if (request.Path.EndsWith("/bulk_revoke/api_credentials", StringComparison.Ordinal) && ++bulk == 20)
            {
                stop.Cancel();
            }

            return Task.FromResult<StandInAnswer?>(null);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => authority.ApiCredentials.RevokeAllAsync(references, RevocationReason.Unspecified, false, stop.Token));
        await Task.Delay(200);
        int half = tenant.Records.Count(record => record.IsRevoked);
        Assert.InRange(half, 19 * MostNames, 20 * MostNames);

        tenant.Before = null;
        tenant.RequestsPerBurst = 7;
        CredentialReference[] left = [.. (await ListAsync(authority)).Select(credential => CredentialReference.ByName(credential.Name))];
        Assert.Equal(Many - half, left.Length);
        IReadOnlyList<RevocationOutcome> outcomes = await authority.ApiCredentials.RevokeAllAsync(left, RevocationReason.Unspecified, false, s_none);

        Assert.All(outcomes, outcome => Assert.Null(outcome.Refusal));
        Assert.Equal(Many, tenant.Records.Count(record => record.IsRevoked));
        Assert.Equal(3, tenant.Records.Count(record => !record.IsRevoked));
        Assert.True(tenant.Refused > 0, "no request was refused for coming too fast");
        RecordedRequest[] requests = [.. tenant.Of("POST", "/bulk_revoke/api_credentials")];
        Assert.True(requests.Length >= Many / MostNames, $"{requests.Length} requests");
        Assert.All(requests, request => Assert.InRange(((JsonArray)request.Json!["name_selector"]!["names"]!).Count, 1, MostNames));
        Assert.Empty(tenant.Violations);
    }

    [Fact]
    public async Task WhatABulkRevocationCouldNotEndIsTold()
    {
        await using Peer peer = await Peer.StartAsync(RemoteProvider.F5Xc);
        var tenant = (F5XcStandIn)peer.StandIn!;
        IReadOnlyList<string> names = tenant.Seed(450);
        tenant.StubbornNames.Add(names[321]);
        await using ICredentialAuthority authority = await Remote.ConnectAsync(peer.Options);
        IReadOnlyList<RevocationOutcome> outcomes = await authority.ApiCredentials.RevokeAllAsync([.. names.Select(name => CredentialReference.ByName(name))], RevocationReason.Unspecified, false, s_none);

        // One that fails among many is asked for by itself, and that succeeds at this tenant.
        Assert.Equal([200, 200, 50], tenant.Of("POST", "/bulk_revoke/").Select(request => ((JsonArray)request.Json!["name_selector"]!["names"]!).Count));
        Assert.Contains(names[321], Assert.Single(tenant.Of("POST", "/revoke/api_credentials"), request => !request.Path.Contains("bulk", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
        Assert.All(outcomes, outcome => Assert.Equal(CredentialState.Revoked, outcome.Credential!.State));
    }

    private static async Task<List<ApiCredential>> ListAsync(ICredentialAuthority authority)
    {
        var all = new List<ApiCredential>();
        await foreach (ApiCredential credential in authority.ApiCredentials.ListAsync(new ApiCredentialQuery { Name = ["seeded-*"] }, s_none))
        {
            all.Add(credential);
        }

        return all;
    }
}
