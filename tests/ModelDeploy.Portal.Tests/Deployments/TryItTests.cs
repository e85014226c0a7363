using System.Text;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Deployments.Detail.TryIt;
using ModelDeploy.Portal.Tests.Components;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class TryItTests : PagesContext
{
    private static readonly TriedRequest Tried = new(AChange.Start, "POST", "/v2/models/m/infer", "{}", 200, 12);

    [Fact]
    public async Task Nothing_can_be_sent_while_nothing_serves()
    {
        await DeployAsync();

        Assert.Empty((await OpenPanelAsync()).FindAll("form"));
    }

    [Fact]
    public async Task The_known_example_stands_in_the_form_and_an_answer_is_shown_with_its_request_id()
    {
        await DeployAsync();
        await ShowAsync("iris", DeploymentPhase.Deployed, Serving);
        var panel = await OpenPanelAsync();
        Assert.Equal("""{"data":{"ndarray":[[1,2,3,4]]}}""", panel.Find("textarea").GetAttribute("value"));
        Assert.Equal("/api/v1.0/predictions", panel.Find("input").GetAttribute("value"));

        panel.Find("form").Submit(); // the gateway here has read no routes

        panel.WaitForAssertion(() => Assert.Equal("503", panel.Find(".try-answer .try-status").TextContent));
        Assert.Contains("\"code\": \"", panel.Find(".try-answer pre").TextContent, StringComparison.Ordinal);
        Assert.Equal(32, panel.Find(".try-answer code").TextContent.Length);
        Assert.Equal("POST /api/v1.0/predictions", panel.Find(".tried code").TextContent);
    }

    [Fact]
    public async Task A_path_without_a_slash_is_not_sent()
    {
        await DeployAsync();
        await ShowAsync("iris", DeploymentPhase.Deployed, Serving);
        var panel = await OpenPanelAsync();

        panel.Find("input").Change("x/v2");
        panel.Find("form").Submit();

        Assert.Equal("The path begins with a slash.", panel.Find("[role=alert]").TextContent);
    }

    [Fact]
    public async Task Once_the_deployment_is_out_of_sight_nothing_is_sent_any_more()
    {
        await DeployAsync();
        await ShowAsync("iris", DeploymentPhase.Deployed, Serving);
        var panel = await OpenPanelAsync();
        var catalog = await Catalog.ReadAsync(CancellationToken.None);
        await Catalog.SaveGroupAsync(catalog.Group("demo")! with { Members = [] }, CancellationToken.None);

        await Eventually.TrueAsync(() => Services.GetRequiredService<DeploymentFeed>().Find(Ada, "iris") is null, "the feed hides the deployment");

        panel.Find("form").Submit();

        Assert.Contains("no longer open to you", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_browser_kept_can_be_used_again()
    {
        JSInterop.SetupModule("/js/try-history.js").Setup<string?>("read", _ => true).SetResult(TriedRequests.Write([Tried]));
        await DeployAsync();
        await ShowAsync("iris", DeploymentPhase.Deployed, Serving);
        var panel = await OpenPanelAsync();

        panel.WaitForElement(".tried li button").Click();

        Assert.Equal(("/v2/models/m/infer", "{}"), (panel.Find("input").GetAttribute("value"), panel.Find("textarea").GetAttribute("value")));
    }

    [Fact]
    public void The_last_ten_are_kept_newest_first_and_long_bodies_are_not()
    {
        IReadOnlyList<TriedRequest> kept = [];
        for (var number = 1; number <= 12; number++)
            kept = kept.With(Tried with { Milliseconds = number });
        kept = kept.With(Tried with { Body = new string('x', TriedRequests.LongestBody + 1), Milliseconds = 13 });

        var read = TriedRequests.Read(TriedRequests.Write(kept));

        Assert.Equal([13, 12, 11, 10, 9, 8, 7, 6, 5, 4], read.Select(request => request.Milliseconds));
        Assert.Null(read[0].Body);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("""[{"method":"DELETE","path":"/v2"}]""")]
    [InlineData("""[{"method":"GET"}]""")]
    public void What_somebody_else_wrote_into_the_storage_is_left_out(string? text) => Assert.Empty(TriedRequests.Read(text));

    [Theory]
    [InlineData("""{"a":[1,2.50,"é"],"b":[{"c":null}],"d":{}}""", false, "{\n  \"a\": [1, 2.50, \"é\"],\n  \"b\": [\n    {\n      \"c\": null\n    }\n  ],\n  \"d\": {}\n}")]
    [InlineData("[[1,2],[3,4]]", false, "[\n  [1, 2],\n  [3, 4]\n]")]
    [InlineData("plain <b>text</b>", false, "plain <b>text</b>")]
    [InlineData("{\"a\":1", false, "{\"a\":1")]
    [InlineData("{\"a\":1,\"a\":2}", false, "{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":1}", true, "{\"a\":1}")]
    [InlineData("data: {\"x\":1}\n\n", false, "data: {\"x\":1}\n\n")]
    public void An_answer_is_shown_readably(string body, bool isCut, string shown) =>
        Assert.Equal(shown, AnswerText.Of(Encoding.UTF8.GetBytes(body), isCut));

    [Fact]
    public void Bytes_are_no_text_and_a_cut_character_is_left_out()
    {
        Assert.Null(AnswerText.Of([0xff, 0xd8, 0xff], isCut: false));
        Assert.Null(AnswerText.Of([.. "a\0b"u8], isCut: false));
        Assert.Equal("caf", AnswerText.Of("café"u8[..4], isCut: true));
        Assert.Null(AnswerText.Of("café"u8[..4], isCut: false));
    }

    private async Task<IRenderedComponent<TryItPanel>> OpenPanelAsync()
    {
        var deployment = await Store.GetAsync(new DeploymentKey("iris"), CancellationToken.None);
        return Open<TryItPanel>(Ada, parameters => parameters.Add(panel => panel.Deployment, deployment!));
    }
}
