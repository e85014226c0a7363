using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Tests;

public sealed class FollowingTests
{
    private static readonly ApiError Silent = ApiAnswers.Unreachable("Nobody answers.");

    [Fact]
    public async Task When_all_are_followed_again_at_the_same_moment_the_last_word_is_that_there_is_no_trouble()
    {
        await using var following = new Following(TimeProvider.System);
        var informers = Enumerable.Range(0, 6).Select(_ => new ScriptedInformer()).ToList();
        await following.BeginAsync(informers, default);
        InformerTrouble? told = null;
        following.OnTrouble = () =>
        {
            var now = following.Trouble;
            Thread.SpinWait(2_000); // as whoever tells it further takes a moment
            told = now;
        };

        for (var round = 0; round < 200; round++)
        {
            Parallel.ForEach(informers, informer => informer.Say(Silent));
            Assert.NotNull(told);
            Parallel.ForEach(informers, informer => informer.Say(null));
            Assert.Null(told);
        }
    }

    private sealed class ScriptedInformer : InformerBase
    {
        public ScriptedInformer() : base(Kinds.Pod, TimeProvider.System, NullLogger.Instance) => NoteSynced();

        public void Say(ApiError? error) => Note(error);

        public override Task RunAsync(CancellationToken stop) => Task.CompletedTask;
    }
}
