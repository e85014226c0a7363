using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Errands;

/// <summary>The life of a model as somebody leads it in a browser; the same wherever models run.</summary>
public static class ModelErrand
{
    /// <summary>Deploys, calls, reads the log, updates, stops, starts, rolls back, deletes, and reads what was noted of all that.</summary>
    public static async Task RunAsync(Visitor visitor)
    {
        await visitor.DeployAsync("My first Iris", "my-first-iris", "modeldeploy/iris:1.0");
        await visitor.StatusAsync("Deployed");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "View deployment" })).ToHaveCountAsync(0);
        await AnswersAsync(visitor, "1.0");

        await visitor.Tab("Logs").ClickAsync();
        await visitor.SeeAsync("Predicted setosa");

        await visitor.Button("Update").ClickAsync();
        await visitor.Field("Model Image").FillAsync("modeldeploy/iris:2.0");
        await visitor.Field("Update Message").FillAsync("Try the forest");
        await visitor.Button("Update").ClickAsync();
        await Circuits.AtAsync(visitor.Page, "/deployments/my-first-iris");
        await visitor.SeeAsync("modeldeploy/iris:2.0");
        await visitor.StatusAsync("Deployed");
        await AnswersAsync(visitor, "2.0");

        await visitor.Button("Stop").ClickAsync();
        await visitor.StatusAsync("Stopped");
        await visitor.Button("Start").ClickAsync();
        await visitor.StatusAsync("Deployed");

        await visitor.Tab("History").ClickAsync();
        await visitor.SeeAsync("Try the forest");
        await visitor.Button("Roll back to revision 1").ClickAsync();
        await visitor.Field("Reason").FillAsync("Slower than hoped");
        await visitor.ButtonInDialog("Roll back").ClickAsync();
        await visitor.SeeAsync("Rolled back to revision 1");
        await visitor.StatusAsync("Deployed");
        await visitor.Tab("Information").ClickAsync();
        await AnswersAsync(visitor, "1.0");

        await visitor.DeleteAsync("My first Iris");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Audit Trail" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Deleted" }).GetByRole(AriaRole.Link, new() { Name = "My first Iris" }).ClickAsync();
        await visitor.SeeAsync("Slower than hoped");
        foreach (var action in new[] { "Created", "Updated", "Stopped", "Started", "Rolled back to revision 1", "Deleted" })
            await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Gridcell, new() { Name = action, Exact = true })).ToHaveCountAsync(1);
        Assert.Empty(visitor.Complaints);
    }

    /// <summary>Sends what the page's example says until this version of the model answers.</summary>
    private static async Task AnswersAsync(Visitor visitor, string version)
    {
        var command = await visitor.Page.GetByLabel("Example command").InnerTextAsync();
        var (address, body) = (command.Split('\'')[1], command.Split("-d '")[1].TrimEnd('\''));
        using var client = new HttpClient();
        await Eventually.TrueAsync(async () =>
        {
            using var answer = await client.PostAsync(address, new StringContent(body, Encoding.UTF8, "application/json"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var prediction = await answer.Content.ReadFromJsonAsync<JsonElement>();
            return prediction.GetProperty("meta").GetProperty("tags").GetProperty("version").GetString() == version;
        }, $"version {version} answers");
    }
}
