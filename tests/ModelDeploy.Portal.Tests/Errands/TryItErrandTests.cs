using System.Diagnostics;
using Microsoft.Playwright;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.Errands;

/// <summary>Asking a model: in the portal, and with the code that the portal shows.</summary>
public sealed class TryItErrandTests(ChromiumBrowser browser, PortalFactory portal) : IClassFixture<PortalFactory>
{
    [Fact]
    public async Task A_model_is_tried_in_both_of_its_protocols_and_the_request_is_there_after_a_reload()
    {
        var visitor = await Visitor.SignInAsync(browser, portal);
        await visitor.DeployAsync("To be tried", "to-be-tried", "modeldeploy/iris:1.0");
        await visitor.StatusAsync("Deployed");
        await visitor.Tab("Try it").ClickAsync();
        await visitor.SeeAsync("the example should fit it");

        await visitor.Button("Send").ClickAsync();
        await visitor.SeeAsync("\"setosa\"");

        await visitor.Field("Protocol").SelectOptionAsync("Open Inference v2");
        await Assertions.Expect(visitor.Field("Path")).ToHaveValueAsync("/v2/models/iris/infer");
        await visitor.Button("Send").ClickAsync();
        await visitor.SeeAsync("\"model_name\": \"iris\"");

        await visitor.Field("Path").FillAsync("/metrics");
        await visitor.Button("Send").ClickAsync();
        await visitor.SeeAsync("PathNotServed");

        await visitor.GoToAsync("/deployments/to-be-tried?tab=tryit");
        await visitor.Button("Use POST /v2/models/iris/infer again").ClickAsync();
        await Assertions.Expect(visitor.Field("Path")).ToHaveValueAsync("/v2/models/iris/infer");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task The_examples_run_as_pasted()
    {
        var visitor = await Visitor.SignInAsync(browser, portal);
        await visitor.DeployAsync("Shown by example", "by-example", "modeldeploy/iris:1.0");
        await visitor.StatusAsync("Deployed");

        Assert.Contains("setosa", await RunAsync(visitor, "curl", "sh"), StringComparison.Ordinal);
        foreach (var (language, program) in new[] { ("Python", "python3"), ("JavaScript", "node") }.Where(pair => Programs.Find(pair.Item2) is not null))
            Assert.Contains("setosa", await RunAsync(visitor, language, program), StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(Visitor visitor, string language, string program)
    {
        await visitor.Tab(language).ClickAsync();
        await Assertions.Expect(visitor.Tab(language)).ToHaveAttributeAsync("aria-selected", "true");
        var code = await visitor.Page.GetByLabel("Example command").InnerTextAsync();
        using var process = Process.Start(new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.StandardInput.WriteAsync(code);
        process.StandardInput.Close();
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = await process.StandardError.ReadToEndAsync();
        return $"{await said}{complained}";
    }
}
