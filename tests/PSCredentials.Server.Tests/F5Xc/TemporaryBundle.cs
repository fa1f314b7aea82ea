namespace PSCredentials.Server.Tests.F5Xc;

/// <summary>The data of a certificate or kubeconfig as a file.</summary>
internal sealed class TemporaryBundle : IAsyncDisposable
{
    public TemporaryBundle(string data) => File.WriteAllBytes(Path, Convert.FromBase64String(data));

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public ValueTask DisposeAsync()
    {
        File.Delete(Path);
        return ValueTask.CompletedTask;
    }
}
