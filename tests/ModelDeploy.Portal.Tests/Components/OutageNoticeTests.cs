using Bunit;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core.Operations;
using ModelDeploy.Portal.Components.Layout;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Components;

public sealed class OutageNoticeTests : PagesContext
{
    private readonly Outages _outages = new();

    public OutageNoticeTests() => Services.AddSingleton(_outages);

    [Theory]
    [InlineData(OutageOf.Store, "The cluster does not answer")]
    [InlineData(OutageOf.Controller, "No controller acts")]
    [InlineData(OutageOf.Passes, "The controller cannot do its work for some deployments")]
    public void What_is_away_is_told_while_it_is(OutageOf what, string title)
    {
        var page = Open<OutageNotice>(Ada);
        Assert.Empty(page.FindAll(".notice"));

        _outages.Tell(what, new Outage(what, AChange.Start, "It may not patch statuses."));
        page.WaitForAssertion(() => Assert.StartsWith(title, page.Find(".notice-title").TextContent, StringComparison.Ordinal));
        Assert.Equal("It may not patch statuses.", page.Find(".notice .muted").TextContent);

        _outages.Tell(what, null);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".notice")));
    }
}
