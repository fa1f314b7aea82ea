using System.Net;
using System.Text;

namespace PSCredentials.Server.Tests.Support;

/// <summary>A JSON body of which the beginning is sent, and the rest when the test says so: a request that the service has begun and cannot finish.</summary>
internal sealed class HeldBody : HttpContent
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] _octets;

    public HeldBody(string json)
    {
        _octets = Encoding.UTF8.GetBytes(json);
        Headers.ContentType = new("application/json");
    }

    /// <summary>Completes when the beginning is on its way.</summary>
    public Task Begun => _begun.Task;

    public void Release() => _released.TrySetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(_octets.AsMemory(0, 1));
        await stream.FlushAsync();
        _begun.TrySetResult();
        await _released.Task;
        await stream.WriteAsync(_octets.AsMemory(1));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _octets.Length;
        return true;
    }
}
