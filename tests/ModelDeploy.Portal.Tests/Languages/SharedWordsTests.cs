using Bunit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Shared;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Languages;

/// <summary>What all pages share, as a German reader sees it.</summary>
public sealed class SharedWordsTests : BunitContext
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "gerade eben")]
    [InlineData(42, "vor 42 Sekunden")]
    [InlineData(60, "vor 1 Minute")]
    [InlineData(7200, "vor 2 Stunden")]
    [InlineData(86_400, "vor 1 Tag")]
    [InlineData(5_184_000, "5. März 2026")]
    public void A_moment_is_told_by_its_distance(int secondsAgo, string words)
    {
        using var _ = new Reader("de");

        Assert.Equal(words, RelativeTimeText.Of(Noon - TimeSpan.FromSeconds(secondsAgo), Noon));
    }

    [Theory]
    [InlineData("en", "Deploying")]
    [InlineData("de", "Wird bereitgestellt")]
    public void A_phase_is_told_in_the_readers_words(string language, string words)
    {
        using var _ = new Reader(language);

        Assert.Equal(words, PhaseAppearance.Of(DeploymentPhase.Deploying).Words);
    }

    [Theory]
    [InlineData("Type {0} to confirm", "Type <strong>Iris</strong> to confirm")]
    [InlineData("Zur Bestätigung {0} eingeben", "Zur Bestätigung <strong>Iris</strong> eingeben")]
    [InlineData("{0} is gone.", "<strong>Iris</strong> is gone.")]
    [InlineData("Deletes {0}", "Deletes <strong>Iris</strong>")]
    public void Markup_stands_where_the_sentence_wants_it(string text, string words)
    {
        var sentence = Render<Sentence>(parameters => parameters.Add(shown => shown.Text, text).AddChildContent("<strong>Iris</strong>"));

        Assert.Equal(words, sentence.Markup);
    }

    [Theory]
    [InlineData(null, "0,5 Kerne, unbegrenzt")]
    [InlineData("2 Kerne", "0,5 Kerne von 2 Kerne")]
    public void A_meter_tells_its_limit(string? limit, string words)
    {
        using var _ = new Reader("de");

        var meter = Render<Meter>(parameters => parameters
            .Add(shown => shown.Label, "CPU").Add(shown => shown.Used, 0.5m).Add(shown => shown.Limit, limit is null ? null : 2)
            .Add(shown => shown.UsedText, "0,5 Kerne").Add(shown => shown.LimitText, limit));

        Assert.Equal(words, meter.Find("[role=meter]").GetAttribute("aria-valuetext"));
        Assert.Equal("0.5", meter.Find("[role=meter]").GetAttribute("aria-valuenow"));
    }
}
