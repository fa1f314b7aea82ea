using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using PSCredentials.Module.Binding;

namespace PSCredentials.Formatting;

/// <summary>
/// What the views say. Everything takes live and deserialized values, and null. A parameter is a PSObject where a deserialized value knows its
/// text only by its wrapping, as an enumeration does. No text goes to the terminal but through <see cref="VisibleText"/>.
/// </summary>
public static class CredentialFormat
{
    /// <summary>A text as it is, whole.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The text, or nothing for null.</returns>
    public static string Text(PSObject? value) => VisibleText.Of(value?.ToString() ?? string.Empty);

    /// <summary>The name that a row is about, cut where state and expiry would find no room beside it.</summary>
    /// <param name="value">The name.</param>
    /// <param name="host">The session's <c>$Host</c>.</param>
    /// <returns>The name.</returns>
    public static string Name(PSObject? value, PSHost? host)
    {
        Window window = Window.Of(host);
        return window.Fill(window.CutEnd(Text(value), window.Main), window.Main);
    }

    /// <summary>A type or a role.</summary>
    /// <param name="value">The word.</param>
    /// <param name="host">The session's <c>$Host</c>.</param>
    /// <returns>The word.</returns>
    public static string Word(PSObject? value, PSHost? host) => Window.Of(host).Fill(Text(value), Window.WordWidth);

    /// <summary>A text beside the name, cut where it takes more than its share.</summary>
    /// <param name="value">The text.</param>
    /// <param name="host">The session's <c>$Host</c>.</param>
    /// <returns>The text.</returns>
    public static string Side(PSObject? value, PSHost? host)
    {
        Window window = Window.Of(host);
        return window.CutEnd(Text(value), window.Side);
    }

    /// <summary>The name of a certificate authority, whose end says most, cut at its begin.</summary>
    /// <param name="value">The name.</param>
    /// <param name="host">The session's <c>$Host</c>.</param>
    /// <returns>The name.</returns>
    public static string Issuer(PSObject? value, PSHost? host)
    {
        Window window = Window.Of(host);
        return window.CutBegin(Text(value), window.Subject);
    }

    /// <summary>Where an authority is. Of a long path the end is shown, of an address the begin.</summary>
    /// <param name="value">The path or address.</param>
    /// <param name="host">The session's <c>$Host</c>.</param>
    /// <returns>The location.</returns>
    public static string Location(PSObject? value, PSHost? host)
    {
        Window window = Window.Of(host);
        string text = Text(value);
        return text.Contains("://", StringComparison.Ordinal) ? window.CutEnd(text, window.Place) : window.CutBegin(text, window.Place);
    }

    /// <summary>How far away a moment is.</summary>
    /// <param name="moment">The moment.</param>
    /// <returns>Such as <c>in 12 days</c>, or nothing for null.</returns>
    public static string Expiry(object? moment) =>
        Moment.TryConvert(moment, out DateTimeOffset expiry) ? RelativeTime.Of(expiry - Now) : Text(Wrapped(moment));

    /// <summary>How far away an expiry is, in the colour of its state; in a wide window also when it is.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="state">The state.</param>
    /// <param name="host">The session's <c>$Host</c>.</param>
    /// <param name="style">The session's <c>$PSStyle</c>, or null for no colour.</param>
    /// <returns>Such as <c>in 12 days</c>, or nothing for null.</returns>
    public static string Expiry(object? moment, PSObject? state, PSHost? host, object? style)
    {
        if (!Moment.TryConvert(moment, out DateTimeOffset expiry))
        {
            return Text(Wrapped(moment));
        }

        TimeSpan left = expiry - Now;
        Window window = Window.Of(host);
        string words = window.IsRoomy ? $"{Iso(expiry.ToLocalTime())} ({RelativeTime.Of(left)})" : RelativeTime.Of(left);
        return Style.Paint(window.Fill(words, Window.ExpiryWidth), StateColour.OfExpiry(Text(state), left), style);
    }

    /// <summary>An expiry in local time, with how far away it is, in the colour of its state.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="state">The state.</param>
    /// <param name="style">The session's <c>$PSStyle</c>, or null for no colour.</param>
    /// <returns>Such as <c>2027-01-31 18:00:00 (in 12 days)</c>, or nothing for null.</returns>
    public static string ExpiryTime(object? moment, PSObject? state, object? style) => Moment.TryConvert(moment, out DateTimeOffset expiry)
        ? Style.Paint(Time(moment), StateColour.OfExpiry(Text(state), expiry - Now), style)
        : Text(Wrapped(moment));

    /// <summary>The last day that an API key works, in UTC, and how many days away it is, in the colour of its state.</summary>
    /// <param name="day">The day.</param>
    /// <param name="state">The state.</param>
    /// <param name="host">The session's <c>$Host</c>, or null for a line of its own.</param>
    /// <param name="style">The session's <c>$PSStyle</c>, or null for no colour.</param>
    /// <returns>Such as <c>2027-01-31 (in 12 days)</c>, in a line of its own <c>2027-01-31 UTC (in 12 days)</c>; in a narrow window the distance alone.</returns>
    public static string LastDay(object? day, PSObject? state, PSHost? host, object? style)
    {
        if (!Moment.TryConvertDay(day, out DateOnly last))
        {
            return Text(Wrapped(day));
        }

        DateTimeOffset now = Now;
        string distance = RelativeTime.OfDays(last.DayNumber - DateOnly.FromDateTime(now.UtcDateTime).DayNumber);
        TimeSpan left = last.ToDateTime(TimeOnly.MaxValue, DateTimeKind.Utc) - now.UtcDateTime;
        Window window = Window.Of(host);
        string words = host is not null && window.IsNarrow
            ? window.Fill(distance, Window.ExpiryWidth)
            : string.Create(CultureInfo.InvariantCulture, $"{last:yyyy-MM-dd}{(host is null ? " UTC" : string.Empty)} ({distance})");
        return Style.Paint(words, StateColour.OfExpiry(Text(state), left), style);
    }

    /// <summary>A moment in local time, with how far away it is.</summary>
    /// <param name="moment">The moment.</param>
    /// <returns>Such as <c>2027-01-31 18:00:00 (in 12 days)</c>, or nothing for null and for a moment that is not known.</returns>
    public static string Time(object? moment) =>
        !Moment.TryConvert(moment, out DateTimeOffset time) ? Text(Wrapped(moment))
        : IsUnknown(time) ? string.Empty
        : $"{Clock(time)} ({RelativeTime.Of(time - Now)})";

    /// <summary>A moment in local time, as exact as there is room.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="host">The session's <c>$Host</c>.</param>
    /// <returns>Such as <c>2027-01-31 18:00:00</c>, in a narrow window <c>3 h ago</c>, or nothing for null and for a moment that is not known.</returns>
    public static string LocalTime(object? moment, PSHost? host)
    {
        if (!Moment.TryConvert(moment, out DateTimeOffset time))
        {
            return Text(Wrapped(moment));
        }

        if (IsUnknown(time))
        {
            return string.Empty;
        }

        return Window.Of(host).Width switch
        {
            < 60 => RelativeTime.Of(time - Now),
            < 100 => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            _ => Clock(time),
        };
    }

    /// <summary>A state, or a verdict's reason, as a word in its colour.</summary>
    /// <param name="state">The state.</param>
    /// <param name="style">The session's <c>$PSStyle</c>, or null for no colour.</param>
    /// <returns>The word.</returns>
    public static string State(PSObject? state, object? style)
    {
        string word = Text(state);
        return Style.Paint(word, StateColour.Of(word), style);
    }

    /// <summary>A state in a table.</summary>
    /// <param name="state">The state.</param>
    /// <param name="host">The session's <c>$Host</c>.</param>
    /// <param name="style">The session's <c>$PSStyle</c>, or null for no colour.</param>
    /// <returns>The word.</returns>
    public static string State(PSObject? state, PSHost? host, object? style) =>
        Style.Paint(Window.Of(host).Fill(Text(state), Window.StateWidth), StateColour.Of(Text(state)), style);

    /// <summary>An outcome as a word in its colour, cut where it takes more than its share.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="host">The session's <c>$Host</c>.</param>
    /// <param name="style">The session's <c>$PSStyle</c>, or null for no colour.</param>
    /// <returns>The word.</returns>
    public static string Outcome(PSObject? outcome, PSHost? host, object? style) =>
        Style.Paint(Side(outcome, host), StateColour.Of(Text(outcome)), style);

    /// <summary>What an event was about; a wide window also has room for what kind of thing that is.</summary>
    /// <param name="type">The kind of thing.</param>
    /// <param name="scope">The namespace or workspace, if there is one.</param>
    /// <param name="name">The name.</param>
    /// <param name="host">The session's <c>$Host</c>.</param>
    /// <returns>Such as <c>ApiCredential system/ci-deploy</c>.</returns>
    public static string Subject(PSObject? type, PSObject? scope, PSObject? name, PSHost? host)
    {
        Window window = Window.Of(host);
        string place = Text(scope);
        string path = place.Length == 0 ? Text(name) : $"{place}/{Text(name)}";
        return window.CutEnd(window.Width >= 120 ? $"{Text(type)} {path}" : path, window.Subject);
    }

    /// <summary>A tile of a wide view: the state, which is never cut, before the name, in the state's colour.</summary>
    /// <param name="state">The state.</param>
    /// <param name="name">The name.</param>
    /// <param name="style">The session's <c>$PSStyle</c>, or null for no colour.</param>
    /// <returns>Such as <c>Revoked  ci-deploy</c>.</returns>
    public static string Tile(PSObject? state, PSObject? name, object? style)
    {
        string word = Text(state);
        return Style.Paint($"{word,-8} {Text(name)}".TrimEnd(), StateColour.Of(word), style);
    }

    /// <summary>A length of time, such as <c>90 days</c> or <c>15 min</c>.</summary>
    /// <param name="duration">The duration.</param>
    /// <returns>The length.</returns>
    public static string Duration(object? duration) =>
        Bare(duration) is TimeSpan span ? RelativeTime.Exactly(span) : Text(Wrapped(duration));

    /// <summary>Values in one line.</summary>
    /// <param name="values">The values.</param>
    /// <returns>Such as <c>10.0.0.1, ::1</c>.</returns>
    public static string List(object? values) => Bare(values) is IEnumerable list and not string
        ? string.Join(", ", list.Cast<object>().Select(value => Text(Wrapped(value))))
        : Text(Wrapped(values));

    /// <summary>Labels in one line.</summary>
    /// <param name="label">The labels.</param>
    /// <returns>Such as <c>stage=prod; team=payments</c>.</returns>
    public static string Label(object? label) => Bare(label) is IDictionary pairs
        ? VisibleText.Of(string.Join("; ", pairs.Keys.Cast<object>().Select(key => $"{key}={pairs[key]}").Order(StringComparer.Ordinal)))
        : string.Empty;

    /// <summary>Where in an issued object its secret is; never the secret.</summary>
    /// <param name="issued">The object.</param>
    /// <returns>A hint in one line.</returns>
    public static string Secret(object? issued) => SecretHint.Describe(issued);

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    // A vendor's contract does not give every moment.
    private static bool IsUnknown(DateTimeOffset moment) => moment.UtcTicks == 0;

    private static object? Bare(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static PSObject? Wrapped(object? value) => value is null ? null : PSObject.AsPSObject(value);

    private static string Iso(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Clock(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
