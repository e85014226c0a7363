using System.Text;
using ModelDeploy.Gateway.Counting;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit;

namespace ModelDeploy.Gateway.Tests;

/// <summary>Of feedback that a model takes, the reward is counted, and the model gets every byte.</summary>
public sealed class RewardTests
{
    [Theory]
    [InlineData("""{"reward": 0.5}""", 0.5)]
    [InlineData("""{"request": {"data": {"ndarray": [[1, 2]]}}, "reward": -2, "truth": {"reward": 9}}""", -2.0)]
    [InlineData("""{"response": {"reward": 9}, "reward": 1e3}""", 1000.0)]
    [InlineData("""{"reward": 1, "reward": 2}""", 2.0)]
    [InlineData("""{"response": {"reward": 9}}""", null)]
    [InlineData("""{"reward": "1"}""", null)]
    [InlineData("""{"reward": null}""", null)]
    [InlineData("""{"reward": 1e999}""", null)]
    [InlineData("""{"reward": 1""", null)]
    [InlineData("""[1]""", null)]
    [InlineData("reward=1", null)]
    [InlineData("", null)]
    public void The_reward_is_the_messages_own(string body, double? expected) =>
        Assert.Equal(expected, Reward.Of(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void So_many_levels_that_a_reader_gives_up_are_no_reward() =>
        Assert.Null(Reward.Of(Encoding.UTF8.GetBytes($$"""{"a": {{new string('[', 5000)}}{{new string(']', 5000)}}, "reward": 1}""")));

    [Fact]
    public async Task Rewards_of_feedback_that_the_model_took_are_added_up()
    {
        var got = new List<int>();
        await using var model = await AModel.ThatAsync(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            lock (got)
                got.Add((int)body.Length);
            context.Response.StatusCode = Encoding.UTF8.GetString(body.ToArray()).Contains("refuse", StringComparison.Ordinal) ? 400 : 200;
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        var large = $$"""{"reward": 64, "truth": "{{new string('x', 70_000)}}"}""";
        string[] feedback = ["""{"reward": 0.5}""", """{"reward": -2}""", """{"reward": 16, "truth": "refuse"}""", "{}", large];

        foreach (var body in feedback)
            await gateway.SendRawAsync(Post("api/v1.0/feedback", body));
        await gateway.SendRawAsync(Post("api/v1.0/predictions", """{"reward": 32}"""));
        await Eventually.TrueAsync(() => gateway.Counters.Of("iris") is { InFlight: 0, Requests: 6 }, "all have ended");

        var counted = gateway.Counters.Of("iris")!;
        Assert.Equal((2, -1.5), (counted.Rewards, counted.Reward));
        var points = gateway.Counters.HistoryOf("iris")!.Points;
        Assert.Equal((2, -1.5), (points.Sum(point => point.Rewards), points.Sum(point => point.Reward)));
        Assert.Equal([.. feedback.Select(body => body.Length), 14], got);
    }

    [Fact]
    public async Task A_body_in_chunks_tells_its_reward_too()
    {
        await using var model = await AModel.ThatAsync(context => context.Request.Body.CopyToAsync(Stream.Null));
        await using var gateway = await AGateway.BeforeAsync(model.Address);

        await gateway.SendRawAsync(
            "POST /deployment/iris/api/v1.0/feedback HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "6\r\n{\"rewa\r\n7\r\nrd\": 4}\r\n0\r\n\r\n");

        await Eventually.TrueAsync(() => gateway.Counters.Of("iris") is { Rewards: 1, Reward: 4 }, "the reward is counted");
    }

    private static string Post(string path, string body) =>
        $"POST /deployment/iris/{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n{body}";
}
