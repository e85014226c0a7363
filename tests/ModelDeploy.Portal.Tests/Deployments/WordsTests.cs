using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Portal.Components.Deployments.Detail;
using ModelDeploy.Portal.Components.Deployments.Form;
using ModelDeploy.Portal.Components.Shared;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class WordsTests
{
    [Fact]
    public void A_forecast_says_used_wanted_limit_and_what_is_missing()
    {
        var forecast = new QuotaForecast(
            new QuotaUse(new Resources(3.5m, 1L << 30, 0), 2), new QuotaUse(new Resources(1, 512L << 20, 0), 1),
            new Quota(4, null, null, 10), [new Shortage(QuotaResource.Cpu, 1, 3.5m, 4)], OneAwayFirst: false);

        Assert.Equal(
            [
                new QuotaLine("CPU", "3.5 CPU", "1 CPU", "4 CPU", "0.5 CPU") { UsedShare = 3.5m / 4.5m, WantedShare = 1 / 4.5m },
                new QuotaLine("Memory", "1 GiB", "512 MiB", "unlimited", null),
                new QuotaLine("Deployments", "2", "1", "10", null) { UsedShare = 0.2m, WantedShare = 0.1m },
            ],
            QuotaLine.Of(forecast));
    }

    [Theory]
    [InlineData("plain\ttext", "plain\ttext")]
    [InlineData("\u001b[1;31mred\u001b[0m", "red")]
    [InlineData("\u001b]0;title\u0007", "\\x1b]0;title\\x07")]
    [InlineData("abc\u202Etxt.exe", "abc\\u202etxt.exe")]
    [InlineData("<script>", "<script>")]
    [InlineData("🌸 مرحبا 👩‍💻 می‌خواهم", "🌸 مرحبا 👩‍💻 می‌خواهم")]
    [InlineData("a\u200bb\u00adc\ufeff\u2028", "a\\u200bb\\xadc\\ufeff\\u2028")]
    [InlineData("two\nlines", "two\\x0alines")]
    public void A_line_of_a_model_cannot_steer_how_it_is_shown(string line, string shown) =>
        Assert.Equal(shown, VisibleText.Of(line));

    [Fact]
    public void A_text_of_several_lines_keeps_them() =>
        Assert.Equal("one\ntwo\n\\u202ethree", VisibleText.OfLines("one\r\ntwo\n\u202ethree"));

    [Fact]
    public void The_log_viewer_hides_the_same_characters() =>
        Assert.Contains(
            VisibleText.Hidden.Replace("\\", "\\\\", StringComparison.Ordinal),
            File.ReadAllText(Path.Combine(PortalFactory.RepoRoot, "wwwroot", "js", "log-text.js")), StringComparison.Ordinal);

    [Theory]
    [InlineData(true, "t1", "Ready")]
    [InlineData(true, "t2", "Ready (older revision)")]
    [InlineData(true, null, "Ready")]
    [InlineData(false, "t1", "Starting")]
    public void A_replica_says_what_it_does_and_whether_it_is_old(bool ready, string? newest, string words) =>
        Assert.Equal(words, ReplicaWords.Of(Seen.Replica("a", "t1", ready), newest));

    [Fact]
    public void A_replica_that_was_ready_once_says_that_it_is_not_now() =>
        Assert.Equal("Not ready", ReplicaWords.Of(Seen.Replica("a", "t1") with { State = ReplicaState.Running, Ready = false }, "t1"));
}
