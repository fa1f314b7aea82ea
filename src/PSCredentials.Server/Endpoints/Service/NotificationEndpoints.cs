using Microsoft.AspNetCore.Http.HttpResults;
using PSCredentials.Server.Authentication;
using PSCredentials.Vendors.Service;

namespace PSCredentials.Server.Endpoints.Service;

/// <summary>Who is told of credentials that end.</summary>
internal static class NotificationEndpoints
{
    /// <summary>Maps them.</summary>
    /// <param name="routes">Where to.</param>
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/notifications").WithTags("Notifications");
        group.MapGet(string.Empty, ListAsync).WithSummary("Lists notifications by name, with what became of their notices.");
        group.MapPost(string.Empty, RegisterAsync).WithSummary("Registers a notification by webhook or e-mail. The service sends what becomes due by itself.");
        group.MapPost("/send", SendAsync).WithSummary("Sends what is due now, and what failed before whatever its delay says, trying each once.");
        group.MapDelete("/{notification}", UnregisterAsync).WithSummary("Forgets a notification, with what it was still to send.");
    }

    private static async Task<WireResult<Page<NotificationWire>>> ListAsync(Caller caller, CancellationToken cancellationToken) =>
        new(new Page<NotificationWire> { Items = [.. (await caller.Authority.Notifications.ListAsync(cancellationToken)).Select(NotificationWire.Of)] });

    private static async Task<CreatedResult<NotificationWire>> RegisterAsync(Caller caller, Body<NotificationRegistration> body, CancellationToken cancellationToken)
    {
        CredentialNotification made = await caller.Authority.Notifications.RegisterAsync(body.Value.ToRequest(), cancellationToken);
        return new CreatedResult<NotificationWire>(NotificationWire.Of(made), "/v1/notifications/" + Uri.EscapeDataString(made.Name));
    }

    private static async Task<WireResult<Page<NoticeWire>>> SendAsync(Caller caller, OptionalBody<NoticeRequest> body, CancellationToken cancellationToken) =>
        new(new Page<NoticeWire> { Items = [.. (await caller.Authority.Notifications.SendAsync(body.Value.ToNames(), cancellationToken)).Select(NoticeWire.Of)] });

    private static async Task<NoContent> UnregisterAsync(Caller caller, string notification, CancellationToken cancellationToken)
    {
        await caller.Authority.Notifications.UnregisterAsync(Conditional.Name(notification), cancellationToken);
        return TypedResults.NoContent();
    }
}
