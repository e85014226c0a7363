using System.Text;
using System.Text.Json.Nodes;

namespace ModelDeploy.ModelServer.Tests;

public sealed class ChatEchoTests
{
    private const string Path = "/v1/chat/completions";

    [Fact]
    public async Task Without_its_switch_there_is_no_chat()
    {
        await using var server = await RunningServer.StartAsync();
        Assert.Equal(404, (await server.PostAsync(Path, "{}")).Status);
    }

    [Fact]
    public async Task What_the_user_said_last_comes_back_in_one_piece()
    {
        await using var server = await RunningServer.StartAsync(switches: new() { Chat = TimeSpan.Zero });

        var answer = await server.PostAsync(
            Path, """{"model":"m","messages":[{"role":"user","content":"first"},{"role":"assistant","content":"x"},{"role":"user","content":"say  it again"}]}""");

        Assert.Equal((200, "chat.completion", "m"), (answer.Status, (string?)answer.Body["object"], (string?)answer.Body["model"]));
        Assert.Equal("say  it again", (string?)answer.Body["choices"]![0]!["message"]!["content"]);
        Assert.Equal("stop", (string?)answer.Body["choices"]![0]!["finish_reason"]);
        Assert.Equal(6, (int)answer.Body["usage"]!["total_tokens"]!);
    }

    [Fact]
    public async Task A_stream_sends_each_word_before_the_next_and_ends_with_a_mark()
    {
        await using var server = await RunningServer.StartAsync(switches: new() { Chat = TimeSpan.FromMilliseconds(20) });
        using var request = new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Content = new StringContent("""{"model":"m","stream":true,"messages":[{"role":"user","content":" one two\nthree"}]}""", Encoding.UTF8, "application/json"),
        };

        using var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var events = (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.All(events, one => Assert.StartsWith("data: ", one));
        Assert.Equal("data: [DONE]", events[^1]);
        var chunks = events[..^1].Select(one => JsonNode.Parse(one["data: ".Length..])!["choices"]![0]!).ToArray();
        Assert.Equal([" ", "one ", "two\n", "three"], chunks[..^1].Select(chunk => chunk["delta"]!["content"]!.GetValue<string>()));
        Assert.Equal("stop", (string?)chunks[^1]["finish_reason"]);
        Assert.All(chunks[..^1], chunk => Assert.Null(chunk["finish_reason"]));
    }

    [Theory]
    [InlineData("""{"messages":[]}""", "model must be a text.")]
    [InlineData("""{"model":"m"}""", "messages must be a list.")]
    [InlineData("""{"model":"m","messages":[{"role":"system","content":"x"},7]}""", "messages must hold one with the role \"user\" and a text as content.")]
    [InlineData("""{"model":"m","stream":"yes","messages":[{"role":"user","content":"x"}]}""", "stream must be true or false, but it is the text \"yes\".")]
    [InlineData("nonsense", "The body is not valid JSON")]
    public async Task A_request_that_makes_no_sense_is_refused_in_the_protocols_shape(string body, string expected)
    {
        await using var server = await RunningServer.StartAsync(switches: new() { Chat = TimeSpan.Zero });
        var answer = await server.PostAsync(Path, body);
        Assert.Equal((400, "invalid_request_error"), (answer.Status, (string?)answer.Body["error"]!["type"]));
        Assert.StartsWith(expected, (string?)answer.Body["error"]!["message"]);
    }
}
