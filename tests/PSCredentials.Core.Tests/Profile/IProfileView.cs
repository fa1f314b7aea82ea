namespace PSCredentials.Tests.Profile;

/// <summary>A thing that rules look at.</summary>
/// <typeparam name="T">Its own type.</typeparam>
internal interface IProfileView<T>
{
    ReadOnlyMemory<byte> Der { get; }

    /// <summary>Looks at other octets as the same kind of thing.</summary>
    T Changed(byte[] changed);
}
