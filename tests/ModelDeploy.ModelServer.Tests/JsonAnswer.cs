using System.Text.Json.Nodes;

namespace ModelDeploy.ModelServer.Tests;

/// <summary>An answer with a JSON body.</summary>
internal sealed record JsonAnswer(int Status, string? Puid, JsonNode Body)
{
    /// <summary>The sentence in an error of Seldon's shape.</summary>
    public string SeldonInfo => Body["status"]!["info"]!.GetValue<string>();

    /// <summary>The sentence in an error of Open Inference's shape.</summary>
    public string InferenceError => Body["error"]!.GetValue<string>();

    public static async Task<JsonAnswer> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
            var puid = response.Headers.TryGetValues("Seldon-Puid", out var values) ? values.Single() : null;
            return new JsonAnswer((int)response.StatusCode, puid, JsonNode.Parse(text)!);
        }
    }
}
