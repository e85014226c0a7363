using ModelDeploy.Core.Audit;

namespace ModelDeploy.Core.Tests.Audit;

public sealed class RefusalBudgetTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void In_a_minute_so_many_are_written_and_the_next_that_is_written_tells_of_the_others()
    {
        var budget = RefusalBudget.Full;
        List<int?> told = [];
        for (var i = 0; i < RefusalBudget.PerMinute + 30; i++)
        {
            (budget, var tells) = budget.Spend(Start.AddSeconds(i * 0.1));
            told.Add(tells);
        }

        Assert.All(told.Take(RefusalBudget.PerMinute), tells => Assert.Equal(0, tells));
        Assert.All(told.Skip(RefusalBudget.PerMinute), Assert.Null);
        (budget, var first) = budget.Spend(Start.AddMinutes(1));
        Assert.Equal((30, 0), (first, budget.Spend(Start.AddMinutes(1)).Tells));
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_lock_the_audit()
    {
        var budget = new RefusalBudget(Start, RefusalBudget.PerMinute, 5);

        Assert.Equal(5, budget.Spend(Start.AddHours(-1)).Tells);
    }
}
