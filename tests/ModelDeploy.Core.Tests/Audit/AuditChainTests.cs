using ModelDeploy.Core.Audit;

namespace ModelDeploy.Core.Tests.Audit;

public sealed class AuditChainTests
{
    private static readonly AuditEvent Something = new()
    {
        At = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero),
        Action = AuditAction.GroupChanged,
        Outcome = AuditOutcome.Done,
        Target = new AuditTarget(AuditTargetKind.Group, "team", "team"),
    };

    [Fact]
    public async Task A_chain_that_nobody_touched_is_right_to_its_head()
    {
        var chain = Chain(4);

        Assert.Equal(new AuditVerdict(4, chain[3]), await VerdictAsync(chain));
        Assert.Equal(new AuditVerdict(0, null), await VerdictAsync([]));
    }

    [Fact]
    public async Task A_word_that_was_changed_is_told()
    {
        var chain = Chain(4);
        chain[1] = chain[1] with { Text = chain[1].Text.Replace("team", "teem", StringComparison.Ordinal) };

        Assert.Equal((AuditFlaw.Changed, 2L), FlawOf(await VerdictAsync(chain)));
    }

    [Fact]
    public async Task An_entry_that_was_taken_out_is_told()
    {
        var chain = Chain(4);
        chain.RemoveAt(1);

        Assert.Equal((AuditFlaw.Missing, 3L), FlawOf(await VerdictAsync(chain)));
    }

    [Fact]
    public async Task An_entry_that_was_written_anew_is_told_by_the_next()
    {
        var chain = Chain(4);
        chain[1] = AuditChain.Next(chain[0], Something with { Message = "another" });

        Assert.Equal((AuditFlaw.Replaced, 3L), FlawOf(await VerdictAsync(chain)));
    }

    [Fact]
    public async Task A_chain_that_was_written_anew_as_a_whole_is_told_by_an_entry_that_was_noted()
    {
        var (chain, noted) = (Chain(4, "another"), Chain(4)[2]);

        Assert.Null((await VerdictAsync(chain)).Flaw);
        Assert.Equal((AuditFlaw.Another, 3L), FlawOf(await VerdictAsync(chain, new AuditHead(3, noted.Hash))));
    }

    [Fact]
    public async Task A_chain_whose_end_was_cut_off_is_told_by_an_entry_that_was_noted()
    {
        var chain = Chain(4);

        Assert.Equal((AuditFlaw.CutOff, 4L), FlawOf(await VerdictAsync(chain[..2], new AuditHead(4, chain[3].Hash))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("INF 2026-11-22 something: ")]
    public void A_line_of_a_log_gives_back_the_very_characters(string before)
    {
        var entry = Chain(1, "a \"quoted\" \u00e9\nword")[0];

        Assert.Equal(("c0ffee", entry), AuditLine.Read(before + AuditLine.Write("c0ffee", entry)));
    }

    [Theory]
    [InlineData(0, 3, null)]
    [InlineData(1, 2, null)]
    [InlineData(0, 4, AuditFlaw.CutOff)]
    [InlineData(2, 2, AuditFlaw.Another)]
    public async Task A_noted_entry_is_looked_for_in_every_chain_of_a_file(int from, int number, AuditFlaw? flaw)
    {
        List<AuditEntry>[] chains = [Chain(4, "one"), Chain(3, "two"), Chain(4, "elsewhere")];
        var lines = chains[0][..3].Select(entry => AuditLine.Write("one", entry)).Concat(chains[1].Select(entry => AuditLine.Write("two", entry)));

        var found = await AuditFile.ReadAsync(lines.ToAsyncEnumerable(), new AuditHead(number, chains[from][number - 1].Hash), default);

        Assert.Equal([flaw, flaw], found.Select(chain => chain.Verdict.Flaw));
    }

    [Theory]
    [InlineData("GET / answered 200")]
    [InlineData("{\"chain\":\"a\"}")]
    [InlineData("{\"chain\":\"a\",\"number\":\"x\"}")]
    [InlineData("{\"chain\":\"a\",\"number\":1,")]
    public void Another_line_is_none(string line) => Assert.Null(AuditLine.Read(line));

    [Theory]
    [InlineData("17:3f", false)]
    [InlineData("0:0000000000000000000000000000000000000000000000000000000000000000", false)]
    [InlineData("17:000000000000000000000000000000000000000000000000000000000000000g", false)]
    [InlineData("17:0000000000000000000000000000000000000000000000000000000000000000", true)]
    [InlineData(null, false)]
    public void A_head_is_a_number_and_a_hash(string? text, bool good) => Assert.Equal(good ? text : null, AuditHead.Parse(text)?.ToString());

    private static (AuditFlaw?, long?) FlawOf(AuditVerdict verdict) => (verdict.Flaw, verdict.FlawAt);

    private static Task<AuditVerdict> VerdictAsync(IEnumerable<AuditEntry> chain, AuditHead? noted = null) => AuditVerdict.OfAsync(chain.ToAsyncEnumerable(), noted, default);

    private static List<AuditEntry> Chain(int length, string message = "")
    {
        List<AuditEntry> chain = [];
        for (var i = 0; i < length; i++)
            chain.Add(AuditChain.Next(chain.LastOrDefault(), Something with { Message = message }));
        return chain;
    }
}
