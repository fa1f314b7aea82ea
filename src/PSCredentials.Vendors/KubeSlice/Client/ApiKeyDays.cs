namespace PSCredentials.Vendors.KubeSlice.Client;

/// <summary>The days that keys work through.</summary>
internal static class ApiKeyDays
{
    /// <summary>The moment a day ends in UTC.</summary>
    public static DateTimeOffset EndOf(DateOnly day) =>
        day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
}
