namespace PSCredentials.Module.Tests.Conformance;

/// <summary>The forms in which an object comes down a pipeline.</summary>
internal static class Forms
{
    /// <summary>What Select-Object *, Import-Csv behind Export-Csv, and Import-Clixml behind Export-Clixml, a job or a remote session make of an object.</summary>
    public const string Functions = """
        function ConvertTo-Selection { process { $row = [ordered]@{}; foreach ($p in $_.PSObject.Properties) { $row[$p.Name] = $p.Value }; [pscustomobject]$row } }
        function ConvertTo-CsvRow { process { $row = [ordered]@{}; foreach ($p in $_.PSObject.Properties) { $row[$p.Name] = if ($null -eq $p.Value) { '' } else { $p.Value.ToString() } }; [pscustomobject]$row } }
        function Copy-ByClixml { process { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_)) } }
        """;

    /// <summary>An object itself, and the three forms that lose its type.</summary>
    public static string[] Of(string item) =>
        [item, $"({item} | ConvertTo-Selection)", $"({item} | ConvertTo-CsvRow)", $"({item} | Copy-ByClixml)"];

    /// <summary>A credential of the sample vault, by all its forms, by its id, and by its name with its namespace or workspace.</summary>
    public static string[] OfCredential(string item, string scope) =>
        [.. Of(item), $"{item}.Id", $"[pscustomobject]@{{ Name = {item}.Name; {scope} = {item}.{scope} }}", $"[pscustomobject]@{{ Id = {item}.Id }}"];
}
