using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Errors;
using RusToK.Core.Events;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Products.Storage;

/// <summary>What one command does to one product: every event raises the version by one, the row is written once.</summary>
internal sealed class ProductChange(LoadedProduct before, DateTimeOffset now)
{
    private readonly List<(IEvent Event, long Version)> _events = [];
    private readonly List<Action<WriteBatch>> _rows = [];
    private bool _deleted;

    public LoadedProduct Before { get; } = before;

    public Product Product { get; private set; } = before.Product;

    public DateTimeOffset Now { get; } = now;

    public bool IsEmpty => _events.Count == 0;

    /// <summary>The product becomes <paramref name="next"/>, and <paramref name="event"/> tells of it.</summary>
    public void Become(Product next, Func<ProductState, IEvent> @event)
    {
        Product = next with { UpdatedAt = Now, Version = Product.Version + 1 };
        _events.Add((@event(ProductState.Of(Product)), Product.Version));
    }

    /// <exception cref="ConflictException">The product's state does not allow it.</exception>
    public void Transit(ProductTransition transition, Func<Product, Product> change, Func<ProductState, IEvent> @event) =>
        Become(change(Product with { Status = ProductLifecycle.Next(Product.Status, transition) }), @event);

    /// <summary>Words, a variant or prices changed: a version of their own.</summary>
    public void Tell(IEvent @event)
    {
        Product = Product with { UpdatedAt = Now, Version = Product.Version + 1 };
        _events.Add((@event, Product.Version));
    }

    public void Delete()
    {
        _deleted = true;
        Become(Product, static state => new ProductDeleted(state));
    }

    /// <summary>A row that depends on the product; written after the product's own.</summary>
    public void Write(Action<WriteBatch> row) => _rows.Add(row);

    public void AddTo(WriteBatch batch)
    {
        if (_deleted)
        {
            batch.Delete(Product, Before.Product.Version);
            batch.Insert(new DeletedId { TenantId = Product.TenantId, Aggregate = CommerceSchema.ProductAggregate, Id = Product.Id, DeletedAt = Now });
        }
        else
        {
            batch.Update(Product, Before.Product.Version);
        }

        foreach (var row in _rows)
            row(batch);
        foreach (var (@event, version) in _events)
            batch.Append(@event, CommerceSchema.ProductAggregate, Product.Id, version);
    }
}
