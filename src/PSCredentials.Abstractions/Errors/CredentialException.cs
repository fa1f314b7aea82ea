namespace PSCredentials;

/// <summary>The one exception of this project. Its message names the field, the value's fault and what is allowed, and never holds a secret.</summary>
public sealed class CredentialException : Exception
{
    /// <summary>Makes an error of the given kind.</summary>
    /// <param name="definition">The row of <see cref="CredentialErrors"/> this is.</param>
    /// <param name="message">What went wrong, for the user, without any secret.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public CredentialException(CredentialErrorDefinition definition, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentNullException.ThrowIfNull(definition);
        Definition = definition;
    }

    /// <summary>The row of the error table.</summary>
    public CredentialErrorDefinition Definition { get; }

    /// <summary>The class of the error.</summary>
    public CredentialErrorCode Code => Definition.Code;

    /// <summary>The stable id that scripts compare with.</summary>
    public string ErrorId => Definition.Id;

    /// <summary>An <see cref="CredentialErrors.InvalidArgument"/> that names the field.</summary>
    /// <param name="field">The field as the user knows it.</param>
    /// <param name="fault">What is wrong with its value and what is allowed, as the rest of a sentence.</param>
    /// <returns>The exception, to be thrown by the caller.</returns>
    public static CredentialException Invalid(string field, string fault) =>
        new(CredentialErrors.InvalidArgument, $"{field} {fault}");
}
