using Microsoft.AspNetCore.Http.Features;
using PSCredentials.Server.Authentication;
using PSCredentials.Vendors;
using PSCredentials.Vendors.F5Xc;

namespace PSCredentials.Server.Endpoints.F5Xc;

/// <summary>A request of contract 1: who asks, about which namespace, and what it says.</summary>
internal sealed class F5XcCall
{
    private readonly HttpContext _context;

    private F5XcCall(HttpContext context, Caller caller, string space)
    {
        _context = context;
        Caller = caller;
        Namespace = space;
    }

    /// <summary>Who asks.</summary>
    public Caller Caller { get; }

    /// <summary>The namespace of the path.</summary>
    public string Namespace { get; }

    /// <summary>API credentials as the caller may use them.</summary>
    public IApiCredentialService Credentials => Caller.Authority.ApiCredentials;

    /// <summary>Ends the work when the client is gone.</summary>
    public CancellationToken Cancellation => _context.RequestAborted;

    /// <summary>The call that is at work.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The call.</returns>
    public static ValueTask<F5XcCall?> BindAsync(HttpContext context)
    {
        string space = (string)context.Request.RouteValues["namespace"]!;
        CredentialCollection.CheckNamespace(space);
        return ValueTask.FromResult<F5XcCall?>(new F5XcCall(context, context.Features.GetRequiredFeature<Caller>(), space));
    }

    /// <summary>Reads the body and compares its namespace with that of the path.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="needsNamespace">Whether it has to repeat the namespace.</param>
    /// <returns>The body.</returns>
    public async Task<T> ReadAsync<T>(bool needsNamespace = false)
        where T : NamespacedRequest, IWire<T>
    {
        T body = (await Body<T>.BindAsync(_context))!.Value;
        Fields.Namespace(body.Namespace, Namespace, needsNamespace);
        return body;
    }

    /// <summary>Reads a credential of the namespace.</summary>
    /// <param name="collection">The collection that it has to be in.</param>
    /// <param name="name">Its name.</param>
    /// <returns>The credential.</returns>
    /// <exception cref="CredentialException"><see cref="CredentialErrors.NotFound"/>.</exception>
    public async Task<ApiCredential> FindAsync(CredentialCollection collection, string name) =>
        collection.Own(await Credentials.GetAsync(CredentialReference.ByName(name, Namespace), Cancellation));

    /// <summary>Answers with a body.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="body">The body.</param>
    /// <returns>The answer.</returns>
    public static IResult Answer<T>(T body)
        where T : IWire<T> => new WireResult<T>(body);

    /// <summary>Answers that it is done.</summary>
    /// <returns>The answer.</returns>
    public static IResult Done() => Answer(new StatusResponse { Status = true });
}
