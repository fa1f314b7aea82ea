namespace PSCredentials.Contract.Tests.StandIns.KubeSlice;

/// <summary>A key as the stand-in keeps it.</summary>
internal sealed record KubeSliceRecord(string ApiKey, string Name, string UserName, string Description, string Role, DateOnly Validity, string Workspace)
{
    public bool IsEnded(DateTimeOffset now) => now >= new DateTimeOffset(Validity.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
}
