using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Shared;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Components;

public sealed class SharedComponentTests : BunitContext
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly ManualTime _clock = new(Noon);

    public SharedComponentTests()
    {
        Services.AddSingleton<TimeProvider>(_clock);
        Services.AddScoped<Toaster>();
        Services.AddScoped<Clipboard>();
    }

    [Theory]
    [InlineData(DeploymentPhase.Deploying, "Deploying", "tone-yellow")]
    [InlineData(DeploymentPhase.Deployed, "Deployed", "tone-green")]
    [InlineData(DeploymentPhase.Stopping, "Stopping", "tone-yellow")]
    [InlineData(DeploymentPhase.Stopped, "Stopped", "tone-grey")]
    [InlineData(DeploymentPhase.Failed, "Failed", "tone-red")]
    public void A_phase_has_its_words_and_its_colour(DeploymentPhase phase, string words, string colour)
    {
        var badge = Render<StateBadge>(parameters => parameters.Add(shown => shown.Phase, phase)).Find(".badge");
        Assert.Equal(words, badge.TextContent.Trim());
        Assert.Contains(colour, badge.ClassList);
    }

    [Fact]
    public void No_two_phases_share_an_icon() =>
        Assert.Distinct(Enum.GetValues<DeploymentPhase>().Select(phase => PhaseAppearance.Of(phase).Icon));

    [Fact]
    public void Every_icon_has_lines() =>
        Assert.All(Enum.GetValues<IconName>(), name => Assert.StartsWith("M", IconPaths.Of(name), StringComparison.Ordinal));

    [Theory]
    [InlineData(-5, "just now")]
    [InlineData(0, "just now")]
    [InlineData(42, "42 seconds ago")]
    [InlineData(60, "1 minute ago")]
    [InlineData(150, "2 minutes ago")]
    [InlineData(3600, "1 hour ago")]
    [InlineData(172_800, "2 days ago")]
    [InlineData(2_592_000, "4 Apr 2026")]
    public void A_moment_is_told_by_its_distance(int secondsAgo, string words) =>
        Assert.Equal(words, RelativeTimeText.Of(Noon - TimeSpan.FromSeconds(secondsAgo), Noon));

    [Fact]
    public void A_moment_grows_older_on_the_page_and_keeps_its_exact_time()
    {
        var time = Render<RelativeTime>(parameters => parameters.Add(shown => shown.At, Noon));
        Assert.Equal("just now", time.Find("time").TextContent);
        Assert.Equal("2026-05-04 12:00:00 UTC", time.Find("time").GetAttribute("title"));
        _clock.Advance(TimeSpan.FromMinutes(2));
        time.WaitForAssertion(() => Assert.Equal("2 minutes ago", time.Find("time").TextContent));
    }

    [Theory]
    [InlineData(1, 4, "25", "")]
    [InlineData(4, 4, "100", "meter-near")]
    [InlineData(6, 4, "100", "meter-over")]
    [InlineData(0, 0, "0", "")]
    public void A_meter_shows_how_much_of_the_limit_is_used(int used, int limit, string percent, string tone)
    {
        var meter = Render<Meter>(parameters => parameters
            .Add(shown => shown.Label, "CPU").Add(shown => shown.Used, used).Add(shown => shown.Limit, limit)
            .Add(shown => shown.UsedText, $"{used} CPU").Add(shown => shown.LimitText, $"{limit} CPU"));
        Assert.Equal($"width: {percent}%", meter.Find(".meter-track span").GetAttribute("style"));
        Assert.Equal($"meter {tone}".Trim(), meter.Find(".meter").ClassName?.Trim());
        Assert.Equal($"{used} CPU of {limit} CPU", meter.Find("[role=meter]").GetAttribute("aria-valuetext"));
    }

    [Fact]
    public void A_copy_is_announced()
    {
        JSInterop.SetupModule("/js/clipboard.js").Setup<bool>("copy", "http://here/").SetResult(true);
        var button = Render<CopyButton>(parameters => parameters.Add(shown => shown.Text, "http://here/"));
        Assert.Equal("", button.Find("[role=status]").TextContent);
        button.Find("button").Click();
        button.WaitForAssertion(() => Assert.Equal("Copied", button.Find("[role=status]").TextContent));
    }

    [Fact]
    public void A_copy_that_the_browser_refuses_says_what_to_do()
    {
        JSInterop.SetupModule("/js/clipboard.js").Setup<bool>("copy", "text").SetResult(false);
        Render<CopyButton>(parameters => parameters.Add(shown => shown.Text, "text")).Find("button").Click();
        var toast = Assert.Single(Services.GetRequiredService<Toaster>().Toasts);
        Assert.Equal(ToastKind.Error, toast.Kind);
    }

    [Fact]
    public void Notices_leave_by_themselves_but_errors_stay()
    {
        var toaster = Services.GetRequiredService<Toaster>();
        var region = Render<ToastRegion>();
        toaster.Show(ToastKind.Success, "Deployed", "/deployments/iris", "View");
        toaster.Show(ToastKind.Error, "Refused");
        region.WaitForAssertion(() => Assert.Equal("/deployments/iris", region.Find(".toast a").GetAttribute("href")));
        Assert.Equal("Deployed View", region.Find(".toast p").TextContent);
        _clock.Advance(TimeSpan.FromMinutes(1));
        region.WaitForAssertion(() => Assert.Contains("Refused", Assert.Single(region.FindAll(".toast")).TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_notice_can_be_shown_twice_and_closed_once()
    {
        var toaster = Services.GetRequiredService<Toaster>();
        var region = Render<ToastRegion>();
        toaster.Show(ToastKind.Success, "Iris is saved");
        region.WaitForAssertion(() => Assert.Single(region.FindAll(".toast")));
        toaster.Show(ToastKind.Success, "Iris is saved");
        region.WaitForAssertion(() => Assert.Equal(2, region.FindAll(".toast").Count));

        region.Find(".toast button").Click();

        region.WaitForAssertion(() => Assert.Single(region.FindAll(".toast")));
    }

    [Fact]
    public void A_notice_takes_the_place_of_an_older_one_about_the_same_page()
    {
        var toaster = Services.GetRequiredService<Toaster>();
        toaster.Show(ToastKind.Error, "Iris failed", "/deployments/iris", "View");
        toaster.Show(ToastKind.Success, "Housing is deployed", "/deployments/housing", "View");
        toaster.Show(ToastKind.Success, "Iris is deployed", "/deployments/iris", "View");

        Assert.Equal(["Housing is deployed", "Iris is deployed"], toaster.Toasts.Select(toast => toast.Text));
    }

    [Fact]
    public void A_notice_has_no_link_to_the_page_that_is_open()
    {
        var toaster = Services.GetRequiredService<Toaster>();
        var region = Render<ToastRegion>();
        toaster.Show(ToastKind.Success, "Iris is deployed", "/deployments/iris", "View");
        region.WaitForAssertion(() => Assert.Single(region.FindAll(".toast a")));

        Services.GetRequiredService<NavigationManager>().NavigateTo("/deployments/iris?tab=logs");

        region.WaitForAssertion(() => Assert.Empty(region.FindAll(".toast a")));
        Assert.Single(region.FindAll(".toast"));
    }

    [Fact]
    public void More_notices_than_fit_push_the_oldest_out()
    {
        var toaster = Services.GetRequiredService<Toaster>();
        for (var number = 0; number <= Toaster.Most; number++)
            toaster.Show(ToastKind.Error, $"notice {number}");
        Assert.Equal(Toaster.Most, toaster.Toasts.Count);
        Assert.Equal("notice 1", toaster.Toasts[0].Text);
    }

    [Fact]
    public async Task A_dialog_that_wants_the_name_confirms_only_with_it()
    {
        JSInterop.SetupModule("/js/dialog.js").Mode = JSRuntimeMode.Loose;
        var dialog = Render<ConfirmDialog>(parameters => parameters.Add(shown => shown.Title, "Delete?").Add(shown => shown.TypeToConfirm, "Iris"));
        var answer = dialog.InvokeAsync(dialog.Instance.AskAsync);
        dialog.WaitForElement("input").Input("iris");
        Assert.Equal("true", dialog.Find("[type=submit]").GetAttribute("aria-disabled"));
        dialog.Find("form").Submit();
        Assert.False(answer.IsCompleted);
        dialog.Find("input").Input("Iris");
        dialog.Find("form").Submit();
        Assert.True(await answer);
    }

    [Fact]
    public async Task Escape_means_no()
    {
        JSInterop.SetupModule("/js/dialog.js").Mode = JSRuntimeMode.Loose;
        var dialog = Render<ConfirmDialog>(parameters => parameters.Add(shown => shown.Title, "Stop?"));
        var answer = dialog.InvokeAsync(dialog.Instance.AskAsync);
        dialog.WaitForElement("form");
        dialog.Find("dialog").TriggerEvent("onclose", EventArgs.Empty);
        Assert.False(await answer);
    }
}
