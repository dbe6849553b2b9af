"use client";
/** The one modal dialog. */
import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "./button";
import { FLOATING } from "./styles";

type Props = {
  readonly title: string;
  readonly className: string;
  readonly onClose: () => void;
  readonly children: (close: () => void) => ReactNode;
};

/** A dialog over the page, shown while it is mounted; Escape and its button close it. */
export function Dialog({ title, className, onClose, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (ref.current && !ref.current.open) ref.current.showModal();
  }, []);
  return (
    <dialog
      ref={ref}
      onClose={onClose}
      aria-labelledby={titleId}
      className={`${FLOATING} m-auto max-h-[calc(100dvh-32px)] max-w-[calc(100vw-32px)] overflow-auto p-4 backdrop:bg-black/40 ${className}`}
    >
      <div className="mb-3 flex items-center">
        <h2 id={titleId} className="font-semibold text-[14px]">
          {title}
        </h2>
        <form method="dialog" className="ml-auto">
          <Button type="submit" look="icon" aria-label="Close">
            <span aria-hidden="true">×</span>
          </Button>
        </form>
      </div>
      {children(() => ref.current?.close())}
    </dialog>
  );
}
