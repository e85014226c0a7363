using ModelDeploy.Gateway.Routing;
using ModelDeploy.TestKit.Fuzzing;

namespace ModelDeploy.Gateway.Tests.Fuzzing;

public sealed class TargetFuzzTests
{
    [Fact]
    public void However_a_path_that_is_let_through_is_read_it_leads_to_a_model() =>
        Fuzz.HoldsForSome(HostileTarget.Any, 0.05, target =>
        {
            if (!ModelTarget.TryParse(target, "", out var read))
                return false;
            Assert.All(HostileTarget.ReadingsOf(read.Path), reading => Assert.True(HostileTarget.MayReachModel(reading), reading));
            return true;
        });

    [Fact]
    public void What_is_let_through_is_what_was_sent_cut_after_the_deployment() =>
        Fuzz.HoldsForSome(HostileTarget.Any, 0.05, target =>
        {
            if (!ModelTarget.TryParse(target, "", out var read))
                return false;
            Assert.EndsWith($"/deployment/{read.Id}{read.Path}{read.Query}", target, StringComparison.Ordinal);
            Assert.DoesNotContain('/', read.Id);
            Assert.DoesNotContain('?', read.Path);
            Assert.True(read.Query is "" or ['?', ..]);
            return true;
        });

    [Fact]
    public void A_mount_is_a_part_of_the_way_like_any_other() =>
        Fuzz.Holds(HostileTarget.Any, target =>
        {
            var isServed = ModelTarget.TryParse(target, "", out var plain);
            var (scheme, local) = target.StartsWith("http://x", StringComparison.Ordinal) ? ("http://x", target[8..]) : ("", target);

            Assert.Equal(isServed && local.StartsWith('/'), ModelTarget.TryParse($"{scheme}/ml{local}", "/ml", out var mounted));
            if (local.StartsWith('/'))
                Assert.Equal(plain, mounted);
        });
}
