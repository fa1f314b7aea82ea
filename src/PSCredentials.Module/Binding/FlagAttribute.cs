using System.Management.Automation;

namespace PSCredentials.Module.Binding;

/// <summary>The parameter is a switch that a row can set as well: True or False, which a cell of a CSV file holds as text.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FlagAttribute : ArgumentConversionAttribute
{
    private protected override string Allowed => "a truth value; allowed are True and False";

    private protected override bool EmptyIsAbsent => false;

    private protected override bool TryConvert(object value, out object? converted)
    {
        SwitchParameter? flag = value switch
        {
            SwitchParameter given => given,
            bool given => given,
            "" => false,
            string text when bool.TryParse(text, out bool given) => given,
            _ => null,
        };
        converted = flag;
        return flag is not null;
    }
}
