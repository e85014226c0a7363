using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Logs;
using ModelDeploy.Portal.Components.Logs;
using ModelDeploy.Portal.Hubs;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Logs;

public sealed class LogsPanelTests : BunitContext
{
    private readonly ScriptedLogs _runtime = new() { Sources = [new("iris-2", Live: true), new("iris-1", Live: false)] };
    private readonly BunitJSModuleInterop _viewer;

    public LogsPanelTests()
    {
        Services.AddSingleton(new LogFollower(
            _runtime, (_, key) => key.Id == "iris", new LogFollowerOptions(), TimeProvider.System, NullLogger<LogFollower>.Instance));
        _viewer = JSInterop.SetupModule("/js/log-viewer.js").SetupModule("mount", _ => true);
        _viewer.SetupVoid("follow", _ => true).SetVoidResult();
        _viewer.SetupVoid("dispose").SetVoidResult();
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void All_replicas_and_each_one_with_a_log_can_be_chosen()
    {
        var panel = Show();

        Assert.Equal(["All replicas", "iris-2", "iris-1 (gone)"], Options(panel));
        Assert.Equal([("iris", null)], Followed());
    }

    [Fact]
    public void A_choice_goes_into_the_url()
    {
        var panel = Show();

        panel.Find("#logs-replica").Change("iris-1");
        Assert.EndsWith("?replica=iris-1", Navigation.Uri, StringComparison.Ordinal);

        panel.Find("#logs-replica").Change("");
        Assert.DoesNotContain("replica", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void The_viewer_follows_what_the_page_read_from_the_url()
    {
        var panel = Show();

        panel.Render(parameters => parameters.Add(shown => shown.Replica, "iris-1"));
        panel.Render(parameters => parameters.Add(shown => shown.Replica, ""));

        Assert.Equal([("iris", null), ("iris", "iris-1"), ("iris", null)], Followed());
    }

    [Fact]
    public void What_is_searched_and_the_level_go_into_the_url_and_to_the_viewer()
    {
        var panel = Show();

        panel.Find("#logs-search").Change("a b&c");
        Assert.EndsWith("?search=a%20b%26c", Navigation.Uri, StringComparison.Ordinal);
        panel.Render(parameters => parameters.Add(shown => shown.Search, "a b&c"));
        panel.Find("#logs-level").Change("warning");
        Assert.EndsWith("&level=warning", Navigation.Uri, StringComparison.Ordinal);
        panel.Render(parameters => parameters.Add(shown => shown.Level, "warning"));

        Assert.Equal(new LogViewDto(null, "a b&c", "warning"), _viewer.Invocations["follow"][^1].Arguments[1]);
        Assert.Contains("No line matches", panel.Find("[data-log=empty]").TextContent, StringComparison.Ordinal);

        panel.Find("[data-log=empty] button").Click();
        Assert.DoesNotContain("?", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_replica_no_line_is_announced()
    {
        var panel = Show();
        Assert.Contains("No log lines yet", panel.Find("[data-log=empty]").TextContent, StringComparison.Ordinal);
        Assert.False(panel.Find(".logs").HasAttribute("data-idle"));

        panel.Render(parameters => parameters.Add(shown => shown.Idle, true));

        Assert.Contains("No replica runs", panel.Find("[data-log=empty]").TextContent, StringComparison.Ordinal);
        Assert.True(panel.Find(".logs").HasAttribute("data-idle"));
    }

    [Fact]
    public void What_is_typed_meanwhile_is_not_overwritten_and_what_a_link_says_is_shown()
    {
        var panel = Show();
        panel.Find("#logs-search").Change("dis");

        panel.Render(parameters => parameters.Add(shown => shown.Search, "dis"));
        Assert.Null(panel.Find("#logs-search").GetAttribute("value"));

        panel.Render(parameters => parameters.Add(shown => shown.Search, "memory"));
        Assert.Equal("memory", panel.Find("#logs-search").GetAttribute("value"));
    }

    [Fact]
    public void A_level_that_there_is_not_means_all()
    {
        var panel = Show();
        panel.Render(parameters => parameters.Add(shown => shown.Level, "loud"));

        Assert.Equal(new LogViewDto(), _viewer.Invocations["follow"][^1].Arguments[1]);
    }

    [Fact]
    public void The_download_is_of_what_is_chosen()
    {
        Assert.Equal("/deployments/iris/logs.txt", Show().Find("a[download]").GetAttribute("href"));
        Assert.Equal("/deployments/iris/logs.txt?replica=iris-1", Show("iris-1").Find("a[download]").GetAttribute("href"));
    }

    [Fact]
    public void A_replica_that_only_the_url_names_is_a_choice_too()
    {
        var panel = Show("iris-0");

        Assert.Equal(["All replicas", "iris-2", "iris-1 (gone)", "iris-0 (gone)"], Options(panel));
        Assert.Equal([("iris", "iris-0")], Followed());
    }

    [Fact]
    public void The_choices_follow_the_replicas_that_the_page_shows()
    {
        var panel = Show();

        _runtime.Sources = [new("iris-3", Live: true), new("iris-2", Live: false)];
        panel.Render(parameters => parameters.Add(shown => shown.Replicas, ["iris-3"]));

        Assert.Equal(["All replicas", "iris-3", "iris-2 (gone)"], Options(panel));
        Assert.Single(Followed());
    }

    [Fact]
    public void Where_the_runtime_cannot_be_asked_the_replicas_that_the_page_knows_can_be_chosen()
    {
        _runtime.Sources = null;

        Assert.Equal(["All replicas", "iris-2"], Options(Show()));
    }

    [Fact]
    public async Task Leaving_the_page_ends_the_viewer()
    {
        Show();

        await DisposeComponentsAsync();

        _viewer.VerifyInvoke("dispose");
    }

    private IRenderedComponent<LogsPanel> Show(string? replica = null) => Render<LogsPanel>(parameters => parameters
        .Add(shown => shown.DeploymentId, "iris")
        .Add(shown => shown.Replicas, ["iris-2"])
        .Add(shown => shown.Replica, replica)
        .AddCascadingValue(Viewer.System));

    private static IEnumerable<string> Options(IRenderedComponent<LogsPanel> panel) =>
        panel.FindAll("#logs-replica option").Select(option => option.TextContent);

    private IReadOnlyList<(string?, string?)> Followed() =>
        [.. _viewer.Invocations["follow"].Select(call => ((string?)call.Arguments[0], ((LogViewDto)call.Arguments[1]!).Replica))];
}
