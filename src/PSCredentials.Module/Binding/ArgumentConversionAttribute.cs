using System.Management.Automation;

namespace PSCredentials.Module.Binding;

/// <summary>
/// Turns what a user wrote, or what came down the pipeline, into what a parameter holds. A value that cannot be turned is refused with
/// the parameter's name and what is allowed; empty text, as an empty cell of a CSV file gives it, counts as not given.
/// </summary>
public abstract class ArgumentConversionAttribute : ArgumentTransformationAttribute
{
    /// <summary>What is allowed, as the end of the sentence "… is not …".</summary>
    private protected abstract string Allowed { get; }

    /// <summary>Whether empty text counts as not given.</summary>
    private protected virtual bool EmptyIsAbsent => true;

    /// <inheritdoc/>
    public sealed override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject { BaseObject: not PSCustomObject } wrapped && !IsDeserialized(wrapped) ? Unwrap(wrapped) : inputData;
        if (value is null || (value is "" && EmptyIsAbsent))
        {
            return null;
        }

        // The binder passes over a refusal that is a failed cast, and tries the pipeline object's properties next.
        if (!TryConvert(value, out object? converted))
        {
            string fault = $"'{Show(value)}' is not {Allowed}.";
            throw new ArgumentTransformationMetadataException(fault, new PSInvalidCastException(fault));
        }

        return converted;
    }

    /// <summary>Whether an object came out of CLIXML, a job or a remote session as a bag of properties.</summary>
    /// <param name="value">The object.</param>
    /// <returns>True for a bag of properties.</returns>
    internal static bool IsDeserialized(PSObject value) =>
        value.TypeNames.Count > 0 && value.TypeNames[0].StartsWith("Deserialized.", StringComparison.Ordinal);

    /// <summary>The value that the engine wrapped.</summary>
    /// <param name="value">Anything but a bag of properties.</param>
    /// <returns>The value itself.</returns>
    private protected virtual object Unwrap(PSObject value) => value.BaseObject;

    /// <summary>Converts a value.</summary>
    /// <param name="value">A value that is not empty, without its wrapping unless it is a bag of properties.</param>
    /// <param name="converted">What the parameter holds.</param>
    /// <returns>Whether it could be converted.</returns>
    private protected abstract bool TryConvert(object value, out object? converted);

    /// <summary>How an error speaks of the value.</summary>
    /// <param name="value">The refused value.</param>
    /// <returns>A short text without any secret.</returns>
    private protected virtual string Show(object value) => value.ToString() is { Length: <= 80 } text ? text : value.GetType().Name;
}
