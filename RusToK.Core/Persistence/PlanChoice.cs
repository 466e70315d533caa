using Npgsql;

namespace RusToK.Core.Persistence;

/// <summary>How PostgreSQL plans a statement that is prepared.</summary>
internal enum PlanChoice
{
    /// <summary>As it sees fit: for the values, or once for all values when that looks no worse.</summary>
    Automatic,

    /// <summary>Anew for its values each time: what a filter lets through may be one row in a million or all of them, and a plan for the average is good for neither.</summary>
    ForValues,

    /// <summary>
    /// Once. For statements that leave no choice by their text: they walk one index in the order of the list and look the rest up by key. Planning each of
    /// them anew would cost more than running it; and a plan for the average tenant must not take another way, such as sorting, which is
    /// right for small tenants and takes seconds for a large one (ADR 0111).
    /// </summary>
    Once,

    /// <summary>
    /// Once, by key. For statements that carry arrays of keys: planned for their values they would be planned each time, which costs more than
    /// running them, and a plan made while a table was empty would read the whole table for ever (ADR 0114).
    /// </summary>
    ByKey,
}

/// <summary>Adds the choice to the settings that travel in front of a tenant's statements.</summary>
internal static class PlanSettings
{
    private const string ForValues = ", set_config('plan_cache_mode', 'force_custom_plan', true)";

    private const string Once =
        ", set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_bitmapscan', 'off', true), set_config('enable_seqscan', 'off', true)";

    private const string ByKey =
        ", set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)"
        + ", set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)";

    /// <param name="batch">Its first statement is a <c>SELECT</c> of settings, and ends with the batch.</param>
    /// <param name="choice">For all statements of the batch.</param>
    public static void PlanBy(this NpgsqlBatch batch, PlanChoice choice)
    {
        if (choice != PlanChoice.Automatic)
            batch.BatchCommands[0].CommandText += Of(choice);
    }

    /// <summary>What a <c>SELECT</c> of settings goes on with.</summary>
    public static string Of(PlanChoice choice) => choice switch
    {
        PlanChoice.Once => Once,
        PlanChoice.ForValues => ForValues,
        PlanChoice.ByKey => ByKey,
        _ => "",
    };
}
