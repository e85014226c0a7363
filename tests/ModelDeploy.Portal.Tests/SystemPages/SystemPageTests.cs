using Bunit;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core.Operations;
using ModelDeploy.Portal.Components.SystemPages;
using ModelDeploy.Portal.Tests.Components;

namespace ModelDeploy.Portal.Tests.SystemPages;

public sealed class SystemPageTests : PagesContext
{
    private readonly ScriptedPart _store = new();

    public SystemPageTests() => Services.AddSingleton<ISystemPart>(_store);

    [Fact]
    public void An_administrator_sees_each_part_and_looks_again()
    {
        var page = Open<SystemPage>(Admin);
        page.WaitForAssertion(() => Assert.Equal("1 MiB", page.Find(".key-values td").TextContent));
        Assert.Empty(page.FindAll(".notice"));

        _store.Problem = "The disk is full.";
        page.Find(".page-actions button").Click();

        page.WaitForAssertion(() => Assert.Contains("The disk is full.", page.Find(".notice").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_else_is_told_anything()
    {
        var page = Open<SystemPage>(Ada);

        Assert.Contains("Only system administrators see this", page.Markup, StringComparison.Ordinal);
        Assert.False(_store.WasAsked);
    }

    private sealed class ScriptedPart : ISystemPart
    {
        public string? Problem { get; set; }

        public bool WasAsked { get; private set; }

        public Task<SystemPart> DescribeAsync(CancellationToken stop)
        {
            WasAsked = true;
            return Task.FromResult(new SystemPart("Store", Problem, [new("Size", "1 MiB")]));
        }
    }
}
