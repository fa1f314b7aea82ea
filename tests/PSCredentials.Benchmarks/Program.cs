using System.Globalization;
using System.Runtime.InteropServices;
using PSCredentials.Benchmarks;

// Prints the design's speed table for what exists, each row beside a reference in the same run:
//   dotnet run -c Release --project tests/PSCredentials.Benchmarks -- [stored tokens, 1000000 by default]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int stored = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}; medians of 7 rounds, ours and the reference in turn");
Console.WriteLine();
Console.WriteLine("| work | measured | reference in the same run | ratio | bar |");
Console.WriteLine("|---|---|---|---|---|");
CertificateBenchmarks.Run();
RevocationBenchmarks.Run();
await PasswordBenchmarks.RunAsync();
await AccessTokenBenchmarks.RunAsync();
TokenBenchmarks.RunIssue();
TokenBenchmarks.RunVerify(stored);
