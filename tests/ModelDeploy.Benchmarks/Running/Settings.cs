using System.Globalization;

namespace ModelDeploy.Benchmarks.Running;

/// <summary>What the command line asks for.</summary>
/// <param name="Chosen">The benchmarks to run, in the order of the list.</param>
/// <param name="Rounds">How often each figure is taken; its median counts.</param>
/// <param name="Seconds">How long one measurement of load lasts.</param>
/// <param name="Out">A file for the table, or null for standard output alone.</param>
internal sealed record Settings(IReadOnlyList<Benchmark> Chosen, int Rounds, int Seconds, string? Out)
{
    private const int UsualRounds = 5;
    private const int UsualSeconds = 5;

    /// <summary>How to use it.</summary>
    public static string Usage(IReadOnlyList<Benchmark> all) =>
        $"""
        dotnet run -c Release --project tests/ModelDeploy.Benchmarks [-- name … --rounds {UsualRounds} --seconds {UsualSeconds} --out table.md]
        {string.Join('\n', all.Select(benchmark => $"  {benchmark.Name,-14} {benchmark.Question}"))}
        """;

    /// <summary>Reads the command line; null with a complaint when it cannot be understood.</summary>
    public static Settings? Read(string[] args, IReadOnlyList<Benchmark> all, out string complaint)
    {
        var (rounds, seconds, file) = (UsualRounds, UsualSeconds, (string?)null);
        HashSet<string> names = [];
        for (var at = 0; at < args.Length; at++)
        {
            var value = at + 1 < args.Length ? args[at + 1] : "";
            switch (args[at])
            {
                case "--rounds" when TryCount(value, out rounds):
                case "--seconds" when TryCount(value, out seconds):
                    at++;
                    break;
                case "--out" when value.Length > 0:
                    file = value;
                    at++;
                    break;
                case var name when all.Any(benchmark => benchmark.Name == name):
                    names.Add(name);
                    break;
                default:
                    complaint = $"Cannot understand {args[at]}.";
                    return null;
            }
        }
        complaint = "";
        return new Settings([.. all.Where(benchmark => names.Count == 0 || names.Contains(benchmark.Name))], rounds, seconds, file);
    }

    private static bool TryCount(string text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0;
}
