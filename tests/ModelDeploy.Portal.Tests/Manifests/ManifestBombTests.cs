using ModelDeploy.Portal.Manifests;

namespace ModelDeploy.Portal.Tests.Manifests;

/// <summary>Texts that are small and would become large, or take long, in a reader that trusts them.</summary>
public sealed class ManifestBombTests
{
    private const int Most = ManifestReader.MaxLength;
    private const long MostBytes = 64L * 1024 * 1024;

    public static TheoryData<string, string> Bombs => new()
    {
        { "aliases", string.Concat(Enumerable.Range(0, 20).Select(level => $"a{level}: &a{level} [{string.Join(',', Enumerable.Repeat(level == 0 ? "x" : $"*a{level - 1}", 10))}]\n")) },
        { "merges", "a: &a {x: 1}\nb:\n  <<: *a\n" },
        { "lists in lists", new string('[', Most) },
        { "mappings in mappings", string.Concat(Enumerable.Repeat("{a: ", Most / 4)) },
        { "dashes", string.Concat(Enumerable.Repeat("- ", Most / 2)) },
        { "questions", string.Concat(Enumerable.Repeat("? ", Most / 2)) },
        { "steps", string.Concat(Enumerable.Range(0, 350).Select(depth => $"{new string(' ', depth)}a:\n")) },
        { "a huge word", new string('a', Most) },
        { "a huge quoted text", $"\"{new string('a', Most - 2)}\"" },
        { "a quoted text without an end", $"a: \"{string.Concat(Enumerable.Repeat("\n", Most - 10))}" },
        { "escapes", $"a: \"{string.Concat(Enumerable.Repeat("\\U0001F600", Most / 10 - 2))}\"" },
        { "a huge block", "a: |\n" + string.Concat(Enumerable.Repeat(" x\n", Most / 3 - 3)) },
        { "a huge name", $"{new string('a', Most - 3)}: b" },
        { "names", string.Concat(Enumerable.Range(0, 7_000).Select(number => $"n{number}: a\n")) },
        { "items", "spec:\n  env:\n" + string.Concat(Enumerable.Repeat("  - {}\n", 9_000)) },
        { "comments", string.Concat(Enumerable.Repeat("#\n", Most / 2)) },
        { "documents", string.Concat(Enumerable.Repeat("---\n", Most / 4)) },
        { "directives", string.Concat(Enumerable.Repeat("%TAG ! tag:x,2026:\n", 3_000)) + "---\na: b\n" },
        { "tags", "a: !!python/object/apply:os.system [ls]\n" },
        { "anchors", string.Concat(Enumerable.Range(0, 5_000).Select(number => $"&a{number} ")) },
        { "commas", "[" + new string(',', Most - 2) + "]" },
        { "blanks", new string(' ', Most - 1) + "a" },
        { "tabs", new string('\t', Most) },
        { "too long", new string('a', Most + 1) },
    };

    [Theory]
    [MemberData(nameof(Bombs), DisableDiscoveryEnumeration = true)]
    public void A_bomb_is_refused_and_costs_little(string name, string text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = ManifestReader.Read(text, new HashSet<string>());
        var cost = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Null(reading.Manifest);
        Assert.InRange(reading.Errors.Count, 1, 50);
        Assert.True(cost < MostBytes, $"{name} took {cost:#,0} bytes.");
    }
}
