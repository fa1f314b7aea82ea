using System.Diagnostics;
using System.Text.Json.Nodes;
using PSCredentials.Contract.Tests.StandIns;
using PSCredentials.Contract.Tests.StandIns.F5Xc;

namespace PSCredentials.Module.Tests.Remote;

/// <summary>Ten thousand revoked by a pipeline at a tenant that takes 200 names a request, and few requests at a time.</summary>
public sealed class BulkRevocationTests : IDisposable
{
    private const int Many = 10_000;
    private const int MostNames = 200;
    private const string Everything = "Get-ApiCredential seeded-* | Revoke-ApiCredential -Confirm:$false";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly ModuleSession _session = ModuleSession.Open();

    [Fact]
    public async Task It_shows_progress_is_stopped_within_a_second_and_goes_on_where_it_was()
    {
        await using var tenant = new F5XcStandIn();
        await tenant.StartAsync();
        tenant.Seed(Many);
        tenant.Seed(3, "bystander");
        tenant.RequestsPerBurst = 7;
        _session.Set("uri", tenant.Http);
        _session.Set("token", tenant.Token);
        _ = _session.Do("Connect-CredentialAuthority -Provider F5Xc -Uri $uri -Token $token");

        int half = await StopInTheMiddleAsync(tenant);
        Assert.InRange(half, Many / 10, Many - MostNames);
        await Task.Delay(500);
        Assert.Equal(half, Revoked(tenant));

        using PowerShell rest = _session.Command(Everything);
        rest.Invoke();
        Assert.Empty(rest.Streams.Error);
        Assert.Equal(Many, Revoked(tenant));
        Assert.Equal(3, tenant.Records.Count(record => !record.IsRevoked));
        Assert.True(tenant.Refused > 0, "no request was refused for coming too fast");
        Assert.All(tenant.Of("POST", "/bulk_revoke/api_credentials"), request => Assert.InRange(((JsonArray)request.Json!["name_selector"]!["names"]!).Count, 1, MostNames));
        Assert.Empty(tenant.Violations);

        ProgressRecord[] shown = [.. rest.Streams.Progress.Where(record => record.Activity == "Revoke-ApiCredential")];
        long[] done = [.. shown.Where(record => record.StatusDescription.EndsWith(" done", StringComparison.Ordinal)).Select(record => long.Parse(record.StatusDescription[..^5].Replace(",", string.Empty, StringComparison.Ordinal), null))];
        Assert.True(done.Length > 2, $"{done.Length} numbers were shown");
        Assert.Equal(done.Order(), done);
        Assert.InRange(done[^1], 1, Many - half);
        Assert.Equal(ProgressRecordType.Completed, shown[^1].RecordType);
    }

    public void Dispose() => _session.Dispose();

    private async Task<int> StopInTheMiddleAsync(F5XcStandIn tenant)
    {
        using PowerShell shell = _session.Command(Everything);
        IAsyncResult running = shell.BeginInvoke();
        var watch = Stopwatch.StartNew();
        while (Revoked(tenant) < Many / 5)
        {
            Assert.False(running.IsCompleted, "it came to its end");
            Assert.True(watch.Elapsed < s_patience, $"{Revoked(tenant)} were revoked");
            await Task.Delay(20);
        }

        watch.Restart();
        shell.Stop();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"it took {watch.Elapsed}");
        return Revoked(tenant);
    }

    private static int Revoked(F5XcStandIn tenant) => tenant.Records.Count(record => record.IsRevoked);
}
