namespace PSCredentials;

/// <summary>The way a notice goes. The numbers are stored and do not change.</summary>
public enum NotificationChannel
{
    /// <summary>A signed message to an address, as Standard Webhooks says.</summary>
    Webhook = 0,

    /// <summary>A program on the authority's machine, which reads the message from its standard input.</summary>
    Command = 1,

    /// <summary>An e-mail by SMTP.</summary>
    Email = 2,
}
