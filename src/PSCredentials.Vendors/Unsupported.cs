using System.Reflection;

namespace PSCredentials.Vendors;

/// <summary>A service of which an authority has nothing: whatever is asked of it fails with <see cref="CredentialErrors.NotSupported"/>, before anything is sent.</summary>
public class Unsupported : DispatchProxy
{
    private string _authority = string.Empty;
    private string _service = string.Empty;

    /// <summary>Makes one.</summary>
    /// <typeparam name="T">The service's interface.</typeparam>
    /// <param name="authority">The authority, as the message names it.</param>
    /// <param name="service">What it has not, in the plural.</param>
    internal static T Of<T>(string authority, string service)
        where T : class
    {
        T proxy = Create<T, Unsupported>();
        var unsupported = (Unsupported)(object)proxy;
        unsupported._authority = authority;
        unsupported._service = service;
        return proxy;
    }

    /// <summary>The error.</summary>
    /// <param name="authority">The authority, as the message names it.</param>
    /// <param name="what">What it cannot do, as "has no …" would end.</param>
    internal static CredentialException Error(string authority, string what) => new(CredentialErrors.NotSupported, $"{authority} has no {what}.");

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw Error(_authority, _service);
}
